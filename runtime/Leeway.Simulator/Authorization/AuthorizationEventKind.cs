namespace Leeway.Simulator.Authorization;

/// <summary>The kinds of <see cref="AuthorizationEvent"/>.</summary>
public enum AuthorizationEventKind
{
    /// <summary>A user consented and a code was issued.</summary>
    Consented,

    /// <summary>A user declined, or the request to authorize was refused.</summary>
    ConsentRefused,

    /// <summary>A code was exchanged; with offline access a family began.</summary>
    CodeExchanged,

    /// <summary>A current refresh token was exchanged.</summary>
    Rotated,

    /// <summary>A refresh token in grace was exchanged again.</summary>
    Repeated,

    /// <summary>A refresh was answered without a new refresh token.</summary>
    RefreshedWithoutRotation,

    /// <summary>Client credentials were exchanged.</summary>
    ClientCredentialsExchanged,

    /// <summary>The token endpoint refused.</summary>
    Refused,

    /// <summary>A family was revoked.</summary>
    FamilyRevoked,

    /// <summary>A user removed the app.</summary>
    Withdrawn,
}

namespace Leeway.Simulator.Authorization;

/// <summary>The kinds of <see cref="AuthorizationEvent"/>.</summary>
public enum AuthorizationEventKind
{
    /// <summary>A user consented and a code was issued.</summary>
    Consented,

    /// <summary>A user declined, or the authorization request was rejected.</summary>
    ConsentRefused,

    /// <summary>A code was exchanged. With offline access, this starts a token family.</summary>
    CodeExchanged,

    /// <summary>A current refresh token was exchanged.</summary>
    Rotated,

    /// <summary>A refresh token was exchanged again within the leeway.</summary>
    Repeated,

    /// <summary>A refresh returned no new refresh token.</summary>
    RefreshedWithoutRotation,

    /// <summary>Client credentials were exchanged.</summary>
    ClientCredentialsExchanged,

    /// <summary>The token endpoint rejected a request.</summary>
    Refused,

    /// <summary>A family was revoked.</summary>
    FamilyRevoked,

    /// <summary>A user removed the app.</summary>
    Withdrawn,
}

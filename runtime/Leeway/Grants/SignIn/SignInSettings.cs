namespace Leeway.Grants;

/// <summary>What a sign-in asks for, and where its tokens are stored.</summary>
internal sealed class SignInSettings
{
    public required string ClientId { get; init; }

    public required Uri AuthorizationServer { get; init; }

    /// <summary>The callback address that the developer console has.</summary>
    public required Uri? RedirectUri { get; init; }

    public required ICollection<string> Scopes { get; init; }

    /// <summary>The grant of a sign-in that names none.</summary>
    public required GrantId DefaultGrant { get; init; }
}

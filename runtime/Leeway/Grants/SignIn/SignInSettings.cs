namespace Leeway.Grants;

/// <summary>The settings of a sign-in.</summary>
internal sealed class SignInSettings
{
    public required string ClientId { get; init; }

    public required Uri AuthorizationServer { get; init; }

    /// <summary>The callback address, as configured in the developer console.</summary>
    public required Uri? RedirectUri { get; init; }

    public required IReadOnlyCollection<string> Scopes { get; init; }

    /// <summary>The grant of a sign-in that does not specify one.</summary>
    public required GrantId DefaultGrant { get; init; }
}

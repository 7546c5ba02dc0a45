namespace Leeway.Grants;

/// <summary>A login with fixed credentials: an API token, an API key, a password, or an access token that the application has obtained itself.</summary>
/// <param name="scheme">The scheme of the Authorization header; not used if there is a <paramref name="keyHeader"/>.</param>
/// <param name="credentials">The credentials after the scheme, or the value of the header.</param>
/// <param name="keyHeader">The name of the header that contains only the credentials; <see langword="null"/> for Authorization with a scheme.</param>
internal sealed class FixedLogin(string scheme, AccessToken credentials, string? keyHeader = null) : ILogin
{
    public string Scheme => scheme;

    public string? KeyHeader => keyHeader;

    public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken) => new(credentials);

    // Fixed credentials cannot be renewed.
    public ValueTask<AccessToken?> GetAccessTokenAfterAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken) =>
        new((AccessToken?)null);

    public IReadOnlyList<string>? GetScopes(GrantId id) => null;
}

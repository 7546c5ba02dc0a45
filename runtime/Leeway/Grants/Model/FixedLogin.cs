namespace Leeway.Grants;

/// <summary>A login with fixed credentials: an API token, or an access token that the application has obtained itself.</summary>
/// <param name="scheme">The scheme of the Authorization header.</param>
/// <param name="credentials">The credentials after the scheme.</param>
internal sealed class FixedLogin(string scheme, AccessToken credentials) : ILogin
{
    public string Scheme => scheme;

    public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken) => new(credentials);

    // Fixed credentials cannot be renewed.
    public ValueTask<AccessToken?> GetAccessTokenAfterAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken) =>
        new((AccessToken?)null);

    public IReadOnlyList<string>? GetScopes(GrantId id) => null;
}

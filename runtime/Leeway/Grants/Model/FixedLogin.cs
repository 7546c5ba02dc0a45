namespace Leeway.Grants;

/// <summary>A login that stays as it is: an API token, or a token that the application got by itself.</summary>
/// <param name="scheme">The scheme of the Authorization header.</param>
/// <param name="credentials">What follows it.</param>
internal sealed class FixedLogin(string scheme, AccessToken credentials) : ILogin
{
    public string Scheme => scheme;

    public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken) => new(credentials);

    // There is nothing to renew it with.
    public ValueTask<AccessToken?> GetAccessTokenAfterAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken) =>
        new((AccessToken?)null);

    public IReadOnlyList<string>? GetScopes(GrantId id) => null;
}

namespace Leeway.Grants;

/// <summary>The login of a registration in which each call brings its own. A call without one is not sent.</summary>
internal sealed class PerCallLogin : ILogin
{
    private const string Missing =
        "The registration logs in with AtlassianLogin.PerCall, and the call has no token. Pass CallSettings.Target, for example with client.WithSettings(invocation.AsApp()).";

    public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken) => throw CreateMissing();

    public ValueTask<AccessToken?> GetAccessTokenAfterAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken) => throw CreateMissing();

    public IReadOnlyList<string>? GetScopes(GrantId id) => null;

    /// <summary>Creates the exception for a call without a token.</summary>
    public static InvalidOperationException CreateMissing() => new(Missing);
}

namespace Leeway.Grants;

/// <summary>What calls are sent with, wherever it comes from: the seam between the path of a call and the ways to log in.</summary>
internal interface ILogin
{
    /// <summary>The scheme of the Authorization header.</summary>
    string Scheme => "Bearer";

    /// <summary>Gets what follows the scheme.</summary>
    /// <param name="id">The grant of the call; only users' grants differ by it.</param>
    /// <param name="cancellationToken">Ends the waiting, and nothing else.</param>
    /// <exception cref="GrantException">There is none to be had.</exception>
    ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken);

    /// <summary>Gets what to replay a call with that was answered 401.</summary>
    /// <returns>Another token; <see langword="null"/> where there is no other: then the 401 stands.</returns>
    /// <inheritdoc cref="GetAccessTokenAsync"/>
    ValueTask<AccessToken?> GetAccessTokenAfterAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken);

    /// <summary>The scopes that the login was given; <see langword="null"/> where nothing tells.</summary>
    IReadOnlyList<string>? GetScopes(GrantId id);
}

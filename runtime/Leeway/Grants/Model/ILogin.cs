namespace Leeway.Grants;

/// <summary>Provides the credentials of calls. Each kind of login implements it.</summary>
internal interface ILogin
{
    /// <summary>The scheme of the Authorization header.</summary>
    string Scheme => "Bearer";

    /// <summary>
    /// The name of a header that contains the credentials alone; <see langword="null"/> if the Authorization header contains them after
    /// the scheme.
    /// </summary>
    string? KeyHeader => null;

    /// <summary>Gets the credentials after the scheme.</summary>
    /// <param name="id">The grant of the call. Only logins by users' consent use it.</param>
    /// <param name="cancellationToken">Ends the wait. A request under way continues.</param>
    /// <exception cref="GrantException">There is no token.</exception>
    ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken);

    /// <summary>Gets other credentials to repeat a call that failed with status 401.</summary>
    /// <returns>Another token; <see langword="null"/> if there is no other, in which case the 401 is final.</returns>
    /// <inheritdoc cref="GetAccessTokenAsync"/>
    ValueTask<AccessToken?> GetAccessTokenAfterAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken);

    /// <summary>
    /// Reports that the replay of a call was refused as well, with credentials that are too new for <see cref="GetAccessTokenAfterAsync"/> to
    /// replace them. Finds out whether the login has ended. The call is not repeated again.
    /// </summary>
    /// <exception cref="ReauthorizationRequiredException">The login has ended.</exception>
    /// <inheritdoc cref="GetAccessTokenAsync"/>
    ValueTask CheckRefusedAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Gets the scopes of the login; <see langword="null"/> if they are not known.</summary>
    IReadOnlyList<string>? GetScopes(GrantId id);
}

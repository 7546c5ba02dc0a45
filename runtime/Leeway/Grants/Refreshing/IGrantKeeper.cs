namespace Leeway.Grants;

/// <summary>
/// Hands out access tokens, reports the state of grants, and forgets them. Inject it instead of <see cref="GrantKeeper"/> where tests use
/// another implementation.
/// </summary>
public interface IGrantKeeper
{
    /// <summary>Gets an access token that should work, as far as is known without a request to the gateway.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Ends the wait. A refresh under way continues.</param>
    /// <exception cref="ReauthorizationRequiredException">The grant is lost, was forgotten, or never existed.</exception>
    /// <exception cref="ClientCredentialsRefusedException">
    /// The authorization server refuses the app: its id or secret, its state, or the grant type.
    /// </exception>
    /// <exception cref="TokenUnavailableException">
    /// The authorization server or the store fails, or no token was received within <see cref="GrantOptions.CallerTimeout"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken = default);

    /// <summary>Reports the state of a grant, from what is stored and from what went wrong in this process.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="TokenUnavailableException">The store cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The read was canceled.</exception>
    ValueTask<GrantHealth> GetHealthAsync(GrantId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets a grant, for example when a user clicks "disconnect". Later calls with it throw
    /// <see cref="ReauthorizationRequiredException"/>. <see cref="GrantKeeper.ForgetAsync"/> describes when access ends.
    /// </summary>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Cancels the removal from the store. Access in this process has ended anyway.</param>
    /// <exception cref="GrantNotForgottenException">The grant could not be removed from the store.</exception>
    /// <exception cref="InvalidOperationException">Calls do not use grants but another <see cref="AtlassianLogin"/>.</exception>
    /// <exception cref="OperationCanceledException">The removal was canceled.</exception>
    Task ForgetAsync(GrantId id, CancellationToken cancellationToken = default);
}

namespace Leeway.Grants;

/// <summary>
/// Signs a user in. Inject it instead of <see cref="AuthorizationCodeFlow"/> where tests use another implementation.
/// </summary>
public interface IAuthorizationCodeFlow
{
    /// <inheritdoc cref="AuthorizationCodeFlow.Begin"/>
    AuthorizationRequest Begin(bool withPkce = false, IReadOnlyCollection<string>? additionalScopes = null);

    /// <inheritdoc cref="AuthorizationCodeFlow.CompleteAsync"/>
    Task<CompletedSignIn> CompleteAsync(
        AuthorizationRequest request, Uri callback, GrantId? grant = null, CancellationToken cancellationToken = default);
}

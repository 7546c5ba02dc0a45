using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Grants;

/// <summary>
/// Signs a user in: the browser goes to Atlassian's consent screen and returns with a code, which is exchanged for tokens.
/// </summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/">OAuth 2.0 (3LO) apps</see>.</remarks>
public sealed class AuthorizationCodeFlow : IAuthorizationCodeFlow
{
    private const int MaxEchoedError = 100;

    private readonly SignInSettings _settings;
    private readonly TokenEndpoint _endpoint;
    private readonly GrantKeeper _keeper;

    internal AuthorizationCodeFlow(SignInSettings settings, TokenEndpoint endpoint, GrantKeeper keeper)
    {
        _settings = settings;
        _endpoint = endpoint;
        _keeper = keeper;
    }

    /// <summary>Begins a sign-in.</summary>
    /// <param name="withPkce">
    /// Whether to send a PKCE challenge as well. Atlassian's server does not check it and requires the client secret in any case; the
    /// challenge does no harm.
    /// </param>
    /// <param name="additionalScopes">
    /// Scopes to request beside <see cref="AtlassianOptions.Scopes"/>, such as those of a <see cref="MissingScopeException"/>. A consent
    /// replaces the scopes of earlier ones, so include those that the grant has and must keep.
    /// </param>
    /// <exception cref="InvalidOperationException">The options lack the client id, the redirect address or the scopes.</exception>
    /// <exception cref="ArgumentException">An additional scope is empty or contains a character that a scope cannot have.</exception>
    public AuthorizationRequest Begin(bool withPkce = false, IReadOnlyCollection<string>? additionalScopes = null)
    {
        string redirectUri = RequireRedirectUri();
        if (string.IsNullOrWhiteSpace(_settings.ClientId))
        {
            throw new InvalidOperationException("To sign users in, set AtlassianOptions.ClientId.");
        }

        if (_settings.Scopes.Count == 0)
        {
            throw new InvalidOperationException("To sign users in, set AtlassianOptions.Scopes.");
        }

        string scopes = JoinScopes(additionalScopes ?? []);
        string state = CreateSecret();
        StringBuilder address = new(new Uri(_settings.AuthorizationServer, "/authorize").AbsoluteUri);
        Append(address, '?', "audience", "api.atlassian.com");
        Append(address, '&', "client_id", _settings.ClientId);
        Append(address, '&', "scope", scopes);
        Append(address, '&', "redirect_uri", redirectUri);
        Append(address, '&', "state", state);
        Append(address, '&', "response_type", "code");
        Append(address, '&', "prompt", "consent");
        string? verifier = null;
        if (withPkce)
        {
            verifier = CreateSecret();
            Append(address, '&', "code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
            Append(address, '&', "code_challenge_method", "S256");
        }

        return new AuthorizationRequest { Address = new Uri(address.ToString()), State = state, CodeVerifier = verifier };
    }

    /// <summary>
    /// Completes a sign-in: reads the callback, exchanges its code, and stores the tokens in place of those that the grant had.
    /// </summary>
    /// <param name="request">The request that <see cref="Begin"/> returned for this browser.</param>
    /// <param name="callback">The address that the browser returned to, with its query.</param>
    /// <param name="grant">The grant to store; <see langword="null"/> for the default grant.</param>
    /// <param name="cancellationToken">
    /// Cancels the sign-in until the code is sent. After that it has no effect: the code can be used only once, so the tokens are stored
    /// even if the browser has disconnected, for example because the user reloaded the page.
    /// </param>
    /// <exception cref="SignInException">The sign-in failed.</exception>
    /// <exception cref="ClientCredentialsRefusedException">The client id or secret is wrong.</exception>
    /// <exception cref="TokenUnavailableException">
    /// The store cannot be read, in which case the code was not used; or the authorization server failed; or the store did not accept the
    /// tokens within <see cref="GrantOptions.CallerTimeout"/>, in which case the user must sign in again.
    /// </exception>
    /// <exception cref="OperationCanceledException">The sign-in was canceled before the code was sent.</exception>
    public async Task<CompletedSignIn> CompleteAsync(
        AuthorizationRequest request,
        Uri callback,
        GrantId? grant = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(callback);

        GrantId id = grant ?? _settings.DefaultGrant;
        string code = ReadCode(id, request, callback);

        // A code can be used only once, so it is not used unless the store can be read.
        await _keeper.FindAsync(id, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        TokenEndpointResult result = await _endpoint
            .ExchangeCodeAsync(code, RequireRedirectUri(), request.CodeVerifier)
            .ConfigureAwait(false);
        switch (result)
        {
            case TokenEndpointResult.Issued issued:
                (Grant begun, Grant? replaced) = await _keeper.BeginFamilyAsync(id, issued).ConfigureAwait(false);
                return new CompletedSignIn
                {
                    Grant = begun,
                    LostScopes = replaced is null ? [] : [.. replaced.Scopes.Except(begun.Scopes, StringComparer.Ordinal)],
                };

            case TokenEndpointResult.Refused refused:
                throw new SignInException(id, SignInFailure.CodeRefused, $"The authorization server refused the code: {refused.Words}.");

            case TokenEndpointResult.Misconfigured misconfigured:
                throw new ClientCredentialsRefusedException(id, misconfigured.Words);

            default:
                TokenEndpointResult.Unavailable unavailable = (TokenEndpointResult.Unavailable)result;
                throw new TokenUnavailableException(id, unavailable.Detail, unavailable.RetryAfter, unavailable.Exception);
        }
    }

    private static string ReadCode(GrantId id, AuthorizationRequest request, Uri callback)
    {
        string? state = null;
        string? code = null;
        string? error = null;
        string query = callback.IsAbsoluteUri ? callback.Query : callback.OriginalString;
        foreach (string pair in query[(query.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&'))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string value = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
            switch (equals < 0 ? pair : pair[..equals])
            {
                case "state":
                    state = value;
                    break;
                case "code":
                    code = value;
                    break;
                case "error":
                    error = value;
                    break;
            }
        }

        // Checked before anything else in the callback is used.
        if (state is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(request.State)))
        {
            throw new SignInException(
                id, SignInFailure.StateMismatch, "The callback does not belong to this sign-in: its state is missing or does not match.");
        }

        if (error is not null)
        {
            throw error == "access_denied"
                ? new SignInException(id, SignInFailure.Declined, "The user declined.")
                : new SignInException(
                    id,
                    SignInFailure.RequestRefused,
                    $"The authorization server refused the request: {error[..Math.Min(error.Length, MaxEchoedError)]}.");
        }

        return !string.IsNullOrEmpty(code)
            ? code
            : throw new SignInException(id, SignInFailure.NoCode, "The callback has neither a code nor an error.");
    }

    private string JoinScopes(IReadOnlyCollection<string> additionalScopes)
    {
        foreach (string scope in additionalScopes)
        {
            if (!ScopeToken.IsValid(scope))
            {
                throw new ArgumentException(
                    $"'{DisplayText.Clean(scope ?? "")}' is not a scope. A scope consists of printable ASCII characters other than the space, the quotation mark and the backslash.",
                    nameof(additionalScopes));
            }
        }

        return string.Join(' ', _settings.Scopes.Union(additionalScopes, StringComparer.Ordinal));
    }

    private string RequireRedirectUri() =>
        _settings.RedirectUri?.OriginalString
        ?? throw new InvalidOperationException("To sign users in, set AtlassianOptions.RedirectUri.");

    private static string CreateSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static void Append(StringBuilder address, char separator, string name, string value) =>
        address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
}

using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Grants;

/// <summary>Signs a user in: the browser goes to Atlassian's consent screen and comes back with a code, which buys tokens.</summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/">OAuth 2.0 (3LO) apps</see>.</remarks>
public sealed class AuthorizationCodeFlow
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
    /// Whether to send a PKCE challenge as well. Atlassian's server does not check it and demands the client secret all the
    /// same; it does no harm.
    /// </param>
    /// <exception cref="InvalidOperationException">The options lack the redirect address or the scopes.</exception>
    public AuthorizationRequest Begin(bool withPkce = false)
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

        string state = NewSecret();
        StringBuilder address = new(new Uri(_settings.AuthorizationServer, "/authorize").AbsoluteUri);
        Append(address, '?', "audience", "api.atlassian.com");
        Append(address, '&', "client_id", _settings.ClientId);
        Append(address, '&', "scope", string.Join(' ', _settings.Scopes));
        Append(address, '&', "redirect_uri", redirectUri);
        Append(address, '&', "state", state);
        Append(address, '&', "response_type", "code");
        Append(address, '&', "prompt", "consent");
        string? verifier = null;
        if (withPkce)
        {
            verifier = NewSecret();
            Append(address, '&', "code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
            Append(address, '&', "code_challenge_method", "S256");
        }

        return new AuthorizationRequest(new Uri(address.ToString()), state, verifier);
    }

    /// <summary>Ends a sign-in: reads the callback, exchanges its code, and stores the tokens in place of what the grant held.</summary>
    /// <param name="request">What <see cref="Begin"/> returned for this browser.</param>
    /// <param name="callback">The address that the browser came back to, with its query.</param>
    /// <param name="grant">The grant to store; <see langword="null"/> for the default one.</param>
    /// <param name="cancellationToken">
    /// Gives up, but for what comes after the code has been sent: it can be used once, so that its tokens are stored even though the
    /// browser has gone, as it does when its user reloads the page.
    /// </param>
    /// <exception cref="SignInException">The sign-in failed.</exception>
    /// <exception cref="ClientCredentialsRefusedException">The client id or secret is wrong.</exception>
    /// <exception cref="TokenUnavailableException">
    /// The authorization server is in trouble, or the store cannot be read: then the code is not used; or the store has not taken the
    /// tokens for as long as <see cref="GrantOptions.CallerTimeout"/>: then the user has to sign in again.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was given up before the code was sent.</exception>
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

        // A code can be used once: not where there is no telling what its tokens are to be stored in place of.
        await _keeper.FindAsync(id, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        TokenEndpointResult answer = await _endpoint
            .ExchangeCodeAsync(code, RequireRedirectUri(), request.CodeVerifier)
            .ConfigureAwait(false);
        switch (answer)
        {
            case TokenEndpointResult.Issued issued:
                (Grant begun, Grant? replaced) = await _keeper.BeginFamilyAsync(id, issued).ConfigureAwait(false);
                return new CompletedSignIn(begun, replaced is null ? [] : [.. replaced.Scopes.Except(begun.Scopes, StringComparer.Ordinal)]);

            case TokenEndpointResult.Refused refused:
                throw new SignInException(id, SignInFailure.CodeRefused, $"The authorization server refused the code: {refused.Words}.");

            case TokenEndpointResult.Misconfigured misconfigured:
                throw new ClientCredentialsRefusedException(id, misconfigured.Words);

            default:
                TokenEndpointResult.Unavailable trouble = (TokenEndpointResult.Unavailable)answer;
                throw new TokenUnavailableException(id, trouble.Detail, trouble.RetryAfter, trouble.Exception);
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

        // Before anything else of the callback is believed.
        if (state is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(request.State)))
        {
            throw new SignInException(
                id, SignInFailure.StateMismatch, "The callback does not belong to the sign-in that was begun: its state is missing or another.");
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

    private string RequireRedirectUri() =>
        _settings.RedirectUri?.OriginalString
        ?? throw new InvalidOperationException("To sign users in, set AtlassianOptions.RedirectUri.");

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static void Append(StringBuilder address, char separator, string name, string value) =>
        address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
}

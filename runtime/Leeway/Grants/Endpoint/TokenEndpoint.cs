using System.Diagnostics;
using System.Globalization;
using System.Text;
using Leeway.Limits;
using Leeway.Telemetry;

namespace Leeway.Grants;

/// <summary>Sends requests to <c>/oauth/token</c> and classifies the responses.</summary>
/// <param name="invoker">
/// Sends requests to the authorization server. It must not follow redirects, because the body contains secrets.
/// </param>
/// <param name="app">The client id and secret, and the address of the authorization server.</param>
/// <param name="options">The timeout of an exchange.</param>
/// <param name="environment">The clock.</param>
/// <param name="instruments">The metrics.</param>
internal sealed class TokenEndpoint(
    HttpMessageInvoker invoker,
    AppCredentials app,
    GrantOptions options,
    RuntimeEnvironment environment,
    GrantInstruments instruments)
{
    private const int MaxBody = 256 * 1024;
    private const int MaxErrorLength = 200;
    private const string ActivityName = "POST /oauth/token";

    // A longer wait is not plausible. Without a limit, a wrong value could prevent all requests while the process runs.
    private static readonly TimeSpan s_maxRetryAfter = TimeSpan.FromHours(1);

    private readonly Uri _address = new(app.AuthorizationServer, "/oauth/token");

    /// <summary>Spends a refresh token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="maySend">Called when there is a connection, immediately before the token is sent.</param>
    public Task<TokenEndpointResult> RefreshAsync(RefreshToken token, Func<bool> maySend) =>
        SendAsync([("grant_type", "refresh_token"), ("refresh_token", token.Reveal())], maySend);

    /// <summary>Exchanges the code of a callback.</summary>
    public Task<TokenEndpointResult> ExchangeCodeAsync(string code, string redirectUri, string? codeVerifier)
    {
        (string, string)[] fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectUri)];
        return SendAsync(codeVerifier is null ? fields : [.. fields, ("code_verifier", codeVerifier)]);
    }

    /// <summary>Requests a token for a service account. Nothing is spent. The server refuses requests with a scope.</summary>
    public Task<TokenEndpointResult> ExchangeClientCredentialsAsync() =>
        SendAsync([("grant_type", "client_credentials")]);

    private async Task<TokenEndpointResult> SendAsync((string Name, string Value)[] fields, Func<bool>? maySend = null)
    {
        string grantType = fields[0].Value;
        using Activity? activity = StartActivity();
        activity?.SetTag("leeway.token.grant_type", grantType);
        RegistrationTag.AddTo(activity, environment.Registration);
        long startedAt = environment.Time.GetTimestamp();
        TokenEndpointResult result = await ExchangeAsync(fields, maySend).ConfigureAwait(false);
        string outcome = GetName(result);
        activity?.SetTag("leeway.token.outcome", outcome);
        if (result is not (TokenEndpointResult.Issued or TokenEndpointResult.Withheld))
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        instruments.RecordRequest(grantType, outcome, environment.Time.GetElapsedTime(startedAt));
        return result;
    }

    // In background work there is no parent activity, because any number of callers may wait for one request. The first caller is linked.
    private static Activity? StartActivity() => FireAndForget.Cause is var cause && cause != default
        ? LeewayTelemetry.Source.StartActivity(ActivityKind.Client, links: [new ActivityLink(cause)], name: ActivityName)
        : LeewayTelemetry.Source.StartActivity(ActivityName, ActivityKind.Client);

    private static string GetName(TokenEndpointResult result) => result switch
    {
        TokenEndpointResult.Issued => "issued",
        TokenEndpointResult.Refused => "refused",
        TokenEndpointResult.Misconfigured => "misconfigured",
        TokenEndpointResult.Withheld => "withheld",
        TokenEndpointResult.Unavailable { MayBeSpent: true } => "in_doubt",
        _ => "unavailable",
    };

    // Uses its own deadline: the cancellation of a caller must not end a request that spends a token.
    private async Task<TokenEndpointResult> ExchangeAsync((string Name, string Value)[] fields, Func<bool>? maySend)
    {
        using CancellationTokenSource deadline = new(options.ExchangeTimeout, environment.Time);
        TokenRequestContent content = new([("client_id", app.ClientId), ("client_secret", app.ClientSecret), .. fields], maySend);
        try
        {
            ValueTask<TokenEndpointResult> request = new(RequestAsync(content, fields, deadline.Token));
            return await BoundedWait.ForAsync(request, environment.PromiseOptions, null, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            bool isUnsent = content.TryWithhold();
            if (isUnsent && content.WasRefused)
            {
                return TokenEndpointResult.Withheld.Instance;
            }

            string detail = (isUnsent, deadline.IsCancellationRequested) switch
            {
                (true, true) => "No connection to the authorization server was established in time",
                (true, false) => "No connection to the authorization server could be established",
                (false, true) => "The authorization server did not respond in time",
                _ => "The connection to the authorization server failed",
            };
            return new TokenEndpointResult.Unavailable(detail, mayBeSpent: !isUnsent, exception: exception);
        }
    }

    private async Task<TokenEndpointResult> RequestAsync(
        TokenRequestContent content,
        (string Name, string Value)[] fields,
        CancellationToken cancellationToken)
    {
        DateTimeOffset askedAt = environment.Now;
        using HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        using HttpResponseMessage response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        int status = (int)response.StatusCode;
        if (status is 408 or 429 or >= 500)
        {
            // A 429 is sent before the server handles the request. A 5xx may come from a proxy that lost the response. Their bodies are not
            // needed.
            return new TokenEndpointResult.Unavailable(
                $"The authorization server responded with {status}", mayBeSpent: status != 429, retryAfter: FindRetryAfter(response));
        }

        if (await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false) is not { } body)
        {
            return new TokenEndpointResult.Unavailable(
                $"The authorization server responded with {status} and more than {MaxBody / 1024} KB", mayBeSpent: true);
        }

        TokenDocument? document = TokenDocument.Read(body.Span);
        return response.IsSuccessStatusCode
            ? ReadTokens(document, status, GetEarlier(askedAt, environment.Now))
            : ReadRefusal(document, status, fields);
    }

    /// <returns><see langword="null"/> if the body is longer than any response of the server.</returns>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            length += read;
            if (length == buffer.Length)
            {
                if (length >= MaxBody)
                {
                    return null;
                }

                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    // Unusable tokens count as a lost response, because the exchange took place.
    private static TokenEndpointResult ReadTokens(TokenDocument? document, int status, DateTimeOffset askedAt) =>
        document?.FindTokens() is (AccessToken accessToken, var refreshToken)
            ? new TokenEndpointResult.Issued(accessToken, refreshToken, askedAt, askedAt + document.Lifetime, document.Scopes)
            : new TokenEndpointResult.Unavailable($"The authorization server responded with {status} but without usable tokens", mayBeSpent: true);

    private TokenEndpointResult ReadRefusal(TokenDocument? document, int status, (string Name, string Value)[] fields)
    {
        string words = Scrub($"{status} {document?.Error} {document?.Description}", fields);
        if (status is not (400 or 401 or 403))
        {
            return new TokenEndpointResult.Unavailable($"The authorization server responded with {words}", mayBeSpent: true, isPassing: false);
        }

        if (document is null)
        {
            // Probably a page of a proxy.
            return new TokenEndpointResult.Unavailable($"The authorization server responded with {status} but without JSON", mayBeSpent: true);
        }

        return RefusalWords.FindSubject(document.Error, document.Description) switch
        {
            RefusalSubject.Token => new TokenEndpointResult.Refused(words),
            RefusalSubject.App => new TokenEndpointResult.Misconfigured(words),
            _ => new TokenEndpointResult.Unavailable(
                $"The authorization server responded with {words}", mayBeSpent: document.Error != "invalid_request", isPassing: false),
        };
    }

    private TimeSpan? FindRetryAfter(HttpResponseMessage response) =>
        RateLimitRefusal.FindRetryAfter(response.Headers, environment.Now) is { } wait && wait > TimeSpan.Zero
            ? (wait < s_maxRetryAfter ? wait : s_maxRetryAfter)
            : null;

    /// <summary>
    /// Makes the error text of a server safe for logs: removes secrets that it may echo, control characters and excess length.
    /// </summary>
    private string Scrub(string words, (string Name, string Value)[] fields)
    {
        foreach ((string name, string value) in fields)
        {
            if (name != "grant_type" && value.Length > 0)
            {
                words = words.Replace(value, "(not shown)", StringComparison.Ordinal);
            }
        }

        if (app.ClientSecret.Length > 0)
        {
            words = words.Replace(app.ClientSecret, "(not shown)", StringComparison.Ordinal);
        }

        StringBuilder clean = new();
        foreach (Rune rune in words.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxErrorLength)
            {
                break;
            }

            clean.Append(IsPrintable(rune) ? rune : new Rune(' '));
        }

        return clean.ToString().Trim();
    }

    // No control characters, line separators, or characters that change the direction of text.
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static DateTimeOffset GetEarlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}

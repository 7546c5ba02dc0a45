using System.Diagnostics;
using System.Globalization;
using System.Text;
using Leeway.Limits;
using Leeway.Telemetry;

namespace Leeway.Grants;

/// <summary>Sends one request to <c>/oauth/token</c> and sorts what comes back.</summary>
/// <param name="invoker">The way to the authorization server. It must not follow redirects: the body holds secrets.</param>
/// <param name="app">The client id and secret that are sent, and where to.</param>
/// <param name="options">How long an exchange may take.</param>
/// <param name="environment">The clock.</param>
/// <param name="instruments">Measures the requests.</param>
internal sealed class TokenEndpoint(
    HttpMessageInvoker invoker,
    AppCredentials app,
    GrantOptions options,
    RuntimeEnvironment environment,
    GrantInstruments instruments)
{
    private const int MaxBody = 256 * 1024;
    private const int MaxWords = 200;
    private const string ActivityName = "POST /oauth/token";

    // A server that asks for more has lost its way. It is asked again, rather than not for the rest of the process' life.
    private static readonly TimeSpan s_maxRetryAfter = TimeSpan.FromHours(1);

    private readonly Uri _address = new(app.AuthorizationServer, "/oauth/token");

    /// <summary>Spends a refresh token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="mayLeave">Asked once the connection stands, at the last moment before the token leaves.</param>
    public Task<TokenEndpointResult> RefreshAsync(RefreshToken token, Func<bool> mayLeave) =>
        SendAsync([("grant_type", "refresh_token"), ("refresh_token", token.Reveal())], mayLeave);

    /// <summary>Exchanges the code of a callback.</summary>
    public Task<TokenEndpointResult> ExchangeCodeAsync(string code, string redirectUri, string? codeVerifier)
    {
        (string, string)[] fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectUri)];
        return SendAsync(codeVerifier is null ? fields : [.. fields, ("code_verifier", codeVerifier)]);
    }

    /// <summary>Asks for a service account's token. Nothing is spent, and a scope, if one were sent, would be refused.</summary>
    public Task<TokenEndpointResult> ExchangeClientCredentialsAsync() =>
        SendAsync([("grant_type", "client_credentials")]);

    private async Task<TokenEndpointResult> SendAsync((string Name, string Value)[] fields, Func<bool>? mayLeave = null)
    {
        string grantType = fields[0].Value;
        using Activity? activity = StartActivity();
        activity?.SetTag("leeway.token.grant_type", grantType);
        long startedAt = environment.Time.GetTimestamp();
        TokenEndpointResult answer = await ExchangeAsync(fields, mayLeave).ConfigureAwait(false);
        string outcome = GetName(answer);
        activity?.SetTag("leeway.token.outcome", outcome);
        if (answer is not TokenEndpointResult.Issued)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        instruments.RecordRequest(grantType, outcome, environment.Time.GetElapsedTime(startedAt));
        return answer;
    }

    // In background work there is no parent: many callers wait for one request, and none may wait at all. The first of them is linked.
    private static Activity? StartActivity() => FireAndForget.Cause is var cause && cause != default
        ? LeewayTelemetry.Source.StartActivity(ActivityKind.Client, links: [new ActivityLink(cause)], name: ActivityName)
        : LeewayTelemetry.Source.StartActivity(ActivityName, ActivityKind.Client);

    private static string GetName(TokenEndpointResult answer) => answer switch
    {
        TokenEndpointResult.Issued => "issued",
        TokenEndpointResult.Refused => "refused",
        TokenEndpointResult.Misconfigured => "misconfigured",
        TokenEndpointResult.Unavailable { MayBeSpent: true } => "in_doubt",
        _ => "unavailable",
    };

    // The deadline is its own: no caller's may end what is spent once.
    private async Task<TokenEndpointResult> ExchangeAsync((string Name, string Value)[] fields, Func<bool>? mayLeave)
    {
        using CancellationTokenSource deadline = new(options.ExchangeTimeout, environment.Time);
        TokenRequestContent content = new([("client_id", app.ClientId), ("client_secret", app.ClientSecret), .. fields], mayLeave);
        try
        {
            ValueTask<TokenEndpointResult> answer = new(AskAsync(content, fields, deadline.Token));
            return await BoundedWait.ForAsync(answer, environment.PromiseOptions, null, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            bool isWithheld = content.TryWithhold();
            string detail = isWithheld ? "There was no connection to the authorization server in time"
                : deadline.IsCancellationRequested ? "The authorization server did not answer in time"
                : "The connection to the authorization server broke";
            return new TokenEndpointResult.Unavailable(detail, MayBeSpent: !isWithheld, Exception: exception);
        }
    }

    private async Task<TokenEndpointResult> AskAsync(
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
            // 429 is given in front of the server; a 5xx may be a proxy's word for an answer that it lost. Neither needs its body.
            return new TokenEndpointResult.Unavailable(
                $"The authorization server answered {status}", MayBeSpent: status != 429, RetryAfter: FindRetryAfter(response));
        }

        if (await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false) is not { } body)
        {
            return new TokenEndpointResult.Unavailable(
                $"The authorization server answered {status} with more than {MaxBody / 1024} KB", MayBeSpent: true);
        }

        TokenDocument? document = TokenDocument.Read(body.Span);
        return response.IsSuccessStatusCode
            ? ReadTokens(document, status, GetEarlier(askedAt, environment.Now))
            : ReadRefusal(document, status, fields);
    }

    /// <returns><see langword="null"/> where the body is longer than any answer of the server.</returns>
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

    // Tokens that cannot be used are an answer that was lost: the exchange took place.
    private static TokenEndpointResult ReadTokens(TokenDocument? document, int status, DateTimeOffset askedAt) =>
        document?.FindTokens() is (AccessToken accessToken, var refreshToken)
            ? new TokenEndpointResult.Issued(accessToken, refreshToken, askedAt, askedAt + document.Lifetime, document.Scopes)
            : new TokenEndpointResult.Unavailable($"The authorization server answered {status} without tokens that can be used", MayBeSpent: true);

    private TokenEndpointResult ReadRefusal(TokenDocument? document, int status, (string Name, string Value)[] fields)
    {
        string words = Scrub($"{status} {document?.Error} {document?.Description}", fields);
        if (status is not (400 or 401 or 403))
        {
            return new TokenEndpointResult.Unavailable($"The authorization server answered {words}", MayBeSpent: true, IsPassing: false);
        }

        if (document is null)
        {
            // A proxy's page.
            return new TokenEndpointResult.Unavailable($"The authorization server answered {status} without JSON", MayBeSpent: true);
        }

        return RefusalWords.FindSubject(document.Error, document.Description) switch
        {
            RefusalSubject.Token => new TokenEndpointResult.Refused(words),
            RefusalSubject.App => new TokenEndpointResult.Misconfigured(words),
            _ => new TokenEndpointResult.Unavailable(
                $"The authorization server answered {words}", MayBeSpent: document.Error != "invalid_request", IsPassing: false),
        };
    }

    private TimeSpan? FindRetryAfter(HttpResponseMessage response) =>
        RateLimitRefusal.FindRetryAfter(response.Headers, environment.Now) is { } wait && wait > TimeSpan.Zero
            ? (wait < s_maxRetryAfter ? wait : s_maxRetryAfter)
            : null;

    /// <summary>Makes a server's words fit for a log, even if it should echo what it was sent.</summary>
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
            if (clean.Length + rune.Utf16SequenceLength > MaxWords)
            {
                break;
            }

            clean.Append(IsPrintable(rune) ? rune : new Rune(' '));
        }

        return clean.ToString().Trim();
    }

    // Neither control characters nor what breaks a line or turns the direction of the text around it.
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static DateTimeOffset GetEarlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}

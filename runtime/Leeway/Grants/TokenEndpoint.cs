using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Leeway.Telemetry;

namespace Leeway.Grants;

/// <summary>Sends one request to <c>/oauth/token</c> and sorts what comes back.</summary>
/// <param name="invoker">The way to the authorization server. It must not follow redirects: the body holds secrets.</param>
/// <param name="options">Whose client id and secret are sent, and where to.</param>
/// <param name="environment">The clock.</param>
internal sealed class TokenEndpoint(HttpMessageInvoker invoker, AtlassianOptions options, GrantEnvironment environment)
{
    private const int MaximumBody = 256 * 1024;
    private const int MaximumWords = 200;

    // For an answer that does not tell; real ones always do.
    private static readonly TimeSpan s_unknownLifetime = TimeSpan.FromMinutes(5);

    private readonly Uri _address = new(options.Endpoints.AuthorizationServer, "/oauth/token");

    /// <summary>Spends a refresh token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="mayLeave">Asked once the connection stands, at the last moment before the token leaves.</param>
    public Task<TokenEndpointAnswer> RefreshAsync(RefreshToken token, Func<bool> mayLeave) =>
        SendAsync([("grant_type", "refresh_token"), ("refresh_token", token.Reveal())], mayLeave);

    /// <summary>Exchanges the code of a callback.</summary>
    public Task<TokenEndpointAnswer> ExchangeCodeAsync(string code, string redirectUri, string? codeVerifier)
    {
        (string, string)[] fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectUri)];
        return SendAsync(codeVerifier is null ? fields : [.. fields, ("code_verifier", codeVerifier)]);
    }

    /// <summary>Asks for a service account's token. Nothing is spent, and a scope, if one were sent, would be refused.</summary>
    public Task<TokenEndpointAnswer> ExchangeClientCredentialsAsync() =>
        SendAsync([("grant_type", "client_credentials")]);

    private async Task<TokenEndpointAnswer> SendAsync((string Name, string Value)[] fields, Func<bool>? mayLeave = null)
    {
        string grantType = fields[0].Value;
        using Activity? activity = LeewayTelemetry.Source.StartActivity("POST /oauth/token", ActivityKind.Client);
        activity?.SetTag("leeway.token.grant_type", grantType);
        long startedAt = environment.Time.GetTimestamp();
        TokenEndpointAnswer answer = await ExchangeAsync(fields, mayLeave).ConfigureAwait(false);
        string outcome = NameOf(answer);
        activity?.SetTag("leeway.token.outcome", outcome);
        if (answer is not TokenEndpointAnswer.Issued)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        environment.Instruments.Requested(grantType, outcome, environment.Time.GetElapsedTime(startedAt));
        return answer;
    }

    private static string NameOf(TokenEndpointAnswer answer) => answer switch
    {
        TokenEndpointAnswer.Issued => "issued",
        TokenEndpointAnswer.Refused => "refused",
        TokenEndpointAnswer.Misconfigured => "misconfigured",
        TokenEndpointAnswer.Unavailable { MayBeSpent: true } => "in_doubt",
        _ => "unavailable",
    };

    // The deadline is its own: no caller's may end what is spent once.
    private async Task<TokenEndpointAnswer> ExchangeAsync((string Name, string Value)[] fields, Func<bool>? mayLeave)
    {
        using CancellationTokenSource deadline = new(options.Grants.ExchangeTimeout, environment.Time);
        TokenRequestContent content = new([("client_id", options.ClientId), ("client_secret", options.ClientSecret), .. fields], mayLeave);
        DateTimeOffset askedAt = environment.Now;
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = content };
            request.Headers.TryAddWithoutValidation("Accept", "application/json");
            using HttpResponseMessage response = await invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
            byte[] body = await ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            return Sort(response, body, fields, Earlier(askedAt, environment.Now));
        }
        catch (Exception exception)
        {
            bool isWithheld = content.TryWithhold();
            string detail = isWithheld ? "There was no connection to the authorization server in time"
                : deadline.IsCancellationRequested ? "The authorization server did not answer in time"
                : "The connection to the authorization server broke";
            return new TokenEndpointAnswer.Unavailable(detail, MayBeSpent: !isWithheld, Exception: exception);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer[..length];
            }

            length += read;
            if (length == buffer.Length)
            {
                if (length >= MaximumBody)
                {
                    throw new InvalidDataException("The answer is too long.");
                }

                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    private TokenEndpointAnswer Sort(
        HttpResponseMessage response,
        byte[] body,
        (string Name, string Value)[] fields,
        DateTimeOffset askedAt)
    {
        int status = (int)response.StatusCode;
        JsonElement json = Parse(body);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return ReadTokens(json, askedAt) is { } issued
                ? issued
                : new TokenEndpointAnswer.Unavailable("The authorization server answered 200 without tokens", MayBeSpent: true);
        }

        if (status is 408 or 429 or >= 500)
        {
            // 429 is given in front of the server; a 5xx may be a proxy's word for an answer that it lost.
            return new TokenEndpointAnswer.Unavailable(
                $"The authorization server answered {status}", MayBeSpent: status != 429, RetryAfter: RetryAfter(response));
        }

        string error = Text(json, "error") ?? "";
        string description = Text(json, "error_description") ?? "";
        string words = Scrub($"{status} {error} {description}", fields);
        if (status is not (400 or 401 or 403))
        {
            return new TokenEndpointAnswer.Unavailable($"The authorization server answered {words}", MayBeSpent: true, IsPassing: false);
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            // A proxy's page.
            return new TokenEndpointAnswer.Unavailable($"The authorization server answered {status} without JSON", MayBeSpent: true);
        }

        if (SaysDead(description))
        {
            return new TokenEndpointAnswer.Refused(words);
        }

        return error switch
        {
            // What RFC 6749 calls a misconfigured app is, here, a dead token; and what it calls a declined consent, a wrong secret.
            "invalid_grant" or "unauthorized_client" => new TokenEndpointAnswer.Refused(words),
            "access_denied" or "invalid_client" => new TokenEndpointAnswer.Misconfigured(words),
            _ => new TokenEndpointAnswer.Unavailable(
                $"The authorization server answered {words}", MayBeSpent: error != "invalid_request", IsPassing: false),
        };
    }

    private static TokenEndpointAnswer.Issued? ReadTokens(JsonElement json, DateTimeOffset askedAt)
    {
        // No header can carry a token with a line break.
        if (Text(json, "access_token") is not { Length: > 0 } accessToken || accessToken.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            return null;
        }

        TimeSpan lifetime = json.TryGetProperty("expires_in", out JsonElement expiresIn)
            && expiresIn.ValueKind == JsonValueKind.Number
            && expiresIn.TryGetInt32(out int seconds)
            && seconds > 0
                ? TimeSpan.FromSeconds(seconds)
                : s_unknownLifetime;
        string[] scopes = (Text(json, "scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new TokenEndpointAnswer.Issued(
            new AccessToken(accessToken),
            Text(json, "refresh_token") is { Length: > 0 } refreshToken ? new RefreshToken(refreshToken) : null,
            askedAt + lifetime,
            scopes);
    }

    private static bool SaysDead(string description) =>
        description.Contains("refresh_token is invalid", StringComparison.OrdinalIgnoreCase)
        || description.Contains("invalid refresh token", StringComparison.OrdinalIgnoreCase)
        || description.Contains("globally revoked", StringComparison.OrdinalIgnoreCase)
        || description.Contains("expired or revoked", StringComparison.OrdinalIgnoreCase);

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - environment.Now);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
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

        if (options.ClientSecret.Length > 0)
        {
            words = words.Replace(options.ClientSecret, "(not shown)", StringComparison.Ordinal);
        }

        StringBuilder clean = new();
        foreach (char c in words.AsSpan(0, Math.Min(words.Length, MaximumWords)))
        {
            clean.Append(char.IsControl(c) ? ' ' : c);
        }

        return clean.ToString().Trim();
    }

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}

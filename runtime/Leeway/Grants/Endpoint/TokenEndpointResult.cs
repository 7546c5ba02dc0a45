namespace Leeway.Grants;

/// <summary>The result of a request to the token endpoint: one of the nested types.</summary>
internal abstract class TokenEndpointResult
{
    private TokenEndpointResult()
    {
    }

    /// <summary>Tokens were issued.</summary>
    /// <param name="accessToken">The access token.</param>
    /// <param name="refreshToken">
    /// The next refresh token; <see langword="null"/> if the response has none, in which case the one that was sent stays valid.
    /// </param>
    /// <param name="askedAt">When the request was started. The server cannot have issued the tokens earlier.</param>
    /// <param name="expiresAt">When the access token expires, counted from <paramref name="askedAt"/>.</param>
    /// <param name="scopes">The scopes granted.</param>
    public sealed class Issued(
        AccessToken accessToken,
        RefreshToken? refreshToken,
        DateTimeOffset askedAt,
        DateTimeOffset expiresAt,
        IReadOnlyList<string> scopes) : TokenEndpointResult
    {
        public AccessToken AccessToken { get; } = accessToken;

        public RefreshToken? RefreshToken { get; } = refreshToken;

        public DateTimeOffset AskedAt { get; } = askedAt;

        public DateTimeOffset ExpiresAt { get; } = expiresAt;

        public IReadOnlyList<string> Scopes { get; } = scopes;
    }

    /// <summary>The token or code that was sent is invalid.</summary>
    /// <param name="words">The server's error text, without secrets.</param>
    public sealed class Refused(string words) : TokenEndpointResult
    {
        public string Words { get; } = words;
    }

    /// <summary>The app is refused: its id or secret, its state, or the grant type. Nothing is spent.</summary>
    /// <param name="words">The server's error text, without secrets.</param>
    public sealed class Misconfigured(string words) : TokenEndpointResult
    {
        public string Words { get; } = words;
    }

    /// <summary>There was a connection, but the caller no longer allowed the token to be sent. Nothing is spent.</summary>
    public sealed class Withheld : TokenEndpointResult
    {
        private Withheld()
        {
        }

        public static Withheld Instance { get; } = new();
    }

    /// <summary>There is no result: a network failure, overload, or an unintelligible response.</summary>
    /// <param name="detail">What happened, without secrets.</param>
    /// <param name="mayBeSpent">Whether the request may have had an effect.</param>
    /// <param name="isPassing">Whether another attempt soon may succeed.</param>
    /// <param name="retryAfter">How long the server asks to wait.</param>
    /// <param name="exception">The exception, if one was thrown.</param>
    public sealed class Unavailable(
        string detail,
        bool mayBeSpent,
        bool isPassing = true,
        TimeSpan? retryAfter = null,
        Exception? exception = null) : TokenEndpointResult
    {
        public string Detail { get; } = detail;

        public bool MayBeSpent { get; } = mayBeSpent;

        public bool IsPassing { get; } = isPassing;

        public TimeSpan? RetryAfter { get; } = retryAfter;

        public Exception? Exception { get; } = exception;
    }
}

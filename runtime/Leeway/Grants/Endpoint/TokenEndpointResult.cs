namespace Leeway.Grants;

/// <summary>The result of a request to the token endpoint: one of the nested types.</summary>
internal abstract record TokenEndpointResult
{
    private TokenEndpointResult()
    {
    }

    /// <summary>Tokens were issued.</summary>
    /// <param name="AccessToken">The access token.</param>
    /// <param name="RefreshToken">
    /// The next refresh token; <see langword="null"/> if the response has none, in which case the one that was sent stays valid.
    /// </param>
    /// <param name="AskedAt">When the request was started. The server cannot have issued the tokens earlier.</param>
    /// <param name="ExpiresAt">When the access token expires, counted from <paramref name="AskedAt"/>.</param>
    /// <param name="Scopes">The scopes granted.</param>
    public sealed record Issued(
        AccessToken AccessToken,
        RefreshToken? RefreshToken,
        DateTimeOffset AskedAt,
        DateTimeOffset ExpiresAt,
        IReadOnlyList<string> Scopes) : TokenEndpointResult;

    /// <summary>The token or code that was sent is invalid.</summary>
    /// <param name="Words">The server's error text, without secrets.</param>
    public sealed record Refused(string Words) : TokenEndpointResult;

    /// <summary>The app is refused: its id or secret, its state, or the grant type. Nothing is spent.</summary>
    /// <param name="Words">The server's error text, without secrets.</param>
    public sealed record Misconfigured(string Words) : TokenEndpointResult;

    /// <summary>There is no result: a network failure, overload, or an unintelligible response.</summary>
    /// <param name="Detail">What happened, without secrets.</param>
    /// <param name="MayBeSpent">Whether the request may have had an effect.</param>
    /// <param name="IsPassing">Whether another attempt soon may succeed.</param>
    /// <param name="RetryAfter">How long the server asks to wait.</param>
    /// <param name="Exception">The exception, if one was thrown.</param>
    public sealed record Unavailable(
        string Detail,
        bool MayBeSpent,
        bool IsPassing = true,
        TimeSpan? RetryAfter = null,
        Exception? Exception = null) : TokenEndpointResult;
}

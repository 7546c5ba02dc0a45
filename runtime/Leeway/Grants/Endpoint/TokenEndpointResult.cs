namespace Leeway.Grants;

/// <summary>How a request to the token endpoint ended: one of the nested types.</summary>
internal abstract record TokenEndpointResult
{
    private TokenEndpointResult()
    {
    }

    /// <summary>Tokens were issued.</summary>
    /// <param name="AccessToken">The access token.</param>
    /// <param name="RefreshToken">The next refresh token; <see langword="null"/> where the answer has none and the one sent stays good.</param>
    /// <param name="AskedAt">When the request was begun: the server cannot have issued them earlier.</param>
    /// <param name="ExpiresAt">When the access token ends, counted from <paramref name="AskedAt"/>.</param>
    /// <param name="Scopes">The scopes granted.</param>
    public sealed record Issued(
        AccessToken AccessToken,
        RefreshToken? RefreshToken,
        DateTimeOffset AskedAt,
        DateTimeOffset ExpiresAt,
        IReadOnlyList<string> Scopes) : TokenEndpointResult;

    /// <summary>The token or code sent is dead.</summary>
    /// <param name="Words">The server's words; no secret.</param>
    public sealed record Refused(string Words) : TokenEndpointResult;

    /// <summary>The app is refused: its id or secret, its state, or the kind of grant. Nothing is spent.</summary>
    /// <param name="Words">The server's words; no secret.</param>
    public sealed record Misconfigured(string Words) : TokenEndpointResult;

    /// <summary>Nothing was learnt: trouble in transit, overload, or an answer that makes no sense.</summary>
    /// <param name="Detail">What happened; no secret.</param>
    /// <param name="MayBeSpent">Whether the request may have had its effect.</param>
    /// <param name="IsPassing">Whether trying again soon makes sense.</param>
    /// <param name="RetryAfter">How long the server asks to wait.</param>
    /// <param name="Exception">What was thrown.</param>
    public sealed record Unavailable(
        string Detail,
        bool MayBeSpent,
        bool IsPassing = true,
        TimeSpan? RetryAfter = null,
        Exception? Exception = null) : TokenEndpointResult;
}

namespace Leeway.Grants;

/// <summary>Decides until when an access token is handed out and when its renewal begins.</summary>
/// <remarks>
/// The margins of <see cref="GrantOptions"/> suit tokens that live an hour. A token with a shorter life is renewed in its last quarter at the
/// earliest and handed out for seven eighths of its life at least: with fixed margins, a token that lives as long as its margins
/// would be exchanged at every call.
/// </remarks>
internal static class RenewalTiming
{
    private const int RenewalShare = 4;
    private const int MarginShare = 8;

    /// <summary>When the token is no longer handed out.</summary>
    /// <param name="expiresAt">When it ends.</param>
    /// <param name="life">The time from when it was asked for to its end.</param>
    /// <param name="options">The margins.</param>
    public static DateTimeOffset UsableUntil(DateTimeOffset expiresAt, TimeSpan life, GrantOptions options) =>
        expiresAt - Least(options.ExpiryMargin, life / MarginShare);

    /// <summary>When renewing begins.</summary>
    /// <param name="expiresAt">When the token ends.</param>
    /// <param name="life">The time from when it was asked for to its end.</param>
    /// <param name="renewAhead">This process' random share of <see cref="GrantOptions.RenewAhead"/>.</param>
    /// <param name="options">The margins.</param>
    public static DateTimeOffset RenewAt(DateTimeOffset expiresAt, TimeSpan life, TimeSpan renewAhead, GrantOptions options)
    {
        TimeSpan longest = Least(options.RenewAhead, life / RenewalShare);

        // Scaled, not cut off: processes that share the store still begin at different moments.
        return longest < options.RenewAhead ? expiresAt - (renewAhead * (longest / options.RenewAhead)) : expiresAt - renewAhead;
    }

    // A stored end that lies before its beginning says nothing of a life.
    private static TimeSpan Least(TimeSpan margin, TimeSpan share) =>
        share <= TimeSpan.Zero ? TimeSpan.Zero : share < margin ? share : margin;
}

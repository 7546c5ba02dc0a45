namespace Leeway.Grants;

/// <summary>Decides how long an access token is handed out and when its renewal begins.</summary>
/// <remarks>
/// The margins of <see cref="GrantOptions"/> suit tokens with a lifetime of one hour. A token with a shorter lifetime is renewed in its
/// last quarter at the earliest, and handed out for at least seven eighths of it. With fixed margins, a token that lives no longer than the
/// margins would be exchanged at every call.
/// </remarks>
internal static class RenewalTiming
{
    private const int RenewalShare = 4;
    private const int MarginShare = 8;

    /// <summary>
    /// Chooses the part of <see cref="GrantOptions.RenewAhead"/> that this process uses, between half of it and all of it, so that processes
    /// that share the store begin at different times.
    /// </summary>
    /// <param name="chance">A number that is at least 0 and less than 1.</param>
    /// <param name="options">The margins.</param>
    public static TimeSpan ChooseRenewAhead(double chance, GrantOptions options) => options.RenewAhead * (0.5 + (chance / 2));

    /// <summary>When the token is no longer handed out.</summary>
    /// <param name="expiresAt">When it expires.</param>
    /// <param name="life">The time from the request for it to its expiry.</param>
    /// <param name="options">The margins.</param>
    public static DateTimeOffset GetUsableUntil(DateTimeOffset expiresAt, TimeSpan life, GrantOptions options) =>
        expiresAt - GetSmaller(options.ExpiryMargin, life / MarginShare);

    /// <summary>When renewal begins.</summary>
    /// <param name="expiresAt">When the token expires.</param>
    /// <param name="life">The time from the request for it to its expiry.</param>
    /// <param name="renewAhead">What <see cref="ChooseRenewAhead"/> returned.</param>
    /// <param name="options">The margins.</param>
    public static DateTimeOffset GetRenewAt(DateTimeOffset expiresAt, TimeSpan life, TimeSpan renewAhead, GrantOptions options)
    {
        TimeSpan max = GetSmaller(options.RenewAhead, life / RenewalShare);

        // Scaled rather than cut off, so that processes that share the store still begin at different times.
        return max < options.RenewAhead ? expiresAt - (renewAhead * (max / options.RenewAhead)) : expiresAt - renewAhead;
    }

    // A stored expiry that lies before the request does not describe a lifetime.
    private static TimeSpan GetSmaller(TimeSpan margin, TimeSpan share) =>
        share <= TimeSpan.Zero ? TimeSpan.Zero : share < margin ? share : margin;
}

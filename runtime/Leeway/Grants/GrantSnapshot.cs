namespace Leeway.Grants;

/// <summary>A grant as this process last saw it, with the moments that decide what may be done with it. Immutable.</summary>
internal sealed class GrantSnapshot
{
    private readonly long _renewAtTicks;
    private readonly long _usableUntilTicks;

    /// <param name="grant">What was read or written; <see langword="null"/> if the store had none.</param>
    /// <param name="renewAhead">This process' random share of <see cref="GrantOptions.RenewAhead"/>.</param>
    /// <param name="isRejected">Whether a call with the access token was answered 401.</param>
    /// <param name="options">The margins.</param>
    public GrantSnapshot(Grant? grant, TimeSpan renewAhead, bool isRejected, GrantOptions options)
    {
        Grant = grant;
        RenewAhead = renewAhead;
        IsRejected = isRejected;
        if (grant is null || grant.Loss is not null)
        {
            return;
        }

        TimeSpan life = grant.AccessTokenExpiresAt - grant.RotatedAt;
        DateTimeOffset usableUntil = RenewalTiming.UsableUntil(grant.AccessTokenExpiresAt, life, options);
        DateTimeOffset renewAt = RenewalTiming.RenewAt(grant.AccessTokenExpiresAt, life, renewAhead, options);
        if (grant.UnsettledSince is not null)
        {
            // The leeway decides, not the token's life: the rival may be the pair that lives when it ends.
            DateTimeOffset settleAt = grant.RotatedAt + options.SpendWindow - renewAhead;
            renewAt = settleAt < renewAt ? settleAt : renewAt;
        }

        if (grant.PendingSpend is { } spend)
        {
            // If the token was spent, the access token beside it dies with it when the leeway ends.
            DateTimeOffset safeUntil = spend.InDoubtSince + options.SpendWindow;
            usableUntil = safeUntil < usableUntil ? safeUntil : usableUntil;
            renewAt = DateTimeOffset.MinValue;
        }

        _usableUntilTicks = isRejected ? 0 : usableUntil.UtcTicks;
        _renewAtTicks = isRejected ? 0
            : grant.RefreshToken is null ? _usableUntilTicks
            : Math.Min(renewAt.UtcTicks, _usableUntilTicks);
    }

    public Grant? Grant { get; }

    public TimeSpan RenewAhead { get; }

    public bool IsRejected { get; }

    /// <summary>When renewing begins.</summary>
    public DateTimeOffset RenewAt => new(_renewAtTicks, TimeSpan.Zero);

    /// <summary>Whether the token may be handed out and nothing else is to be done: the question of nearly every call.</summary>
    public bool IsFresh(DateTimeOffset now) => now.UtcTicks < _renewAtTicks;

    /// <summary>Whether the access token, fresh or not, can still be expected to work.</summary>
    public bool IsAlive(DateTimeOffset now) =>
        !IsRejected && Grant is { Loss: null } && now < Grant.AccessTokenExpiresAt && Decide(now) != RenewalDecision.RefuseNoRefreshToken;

    public RenewalDecision Decide(DateTimeOffset now)
    {
        if (IsFresh(now))
        {
            return RenewalDecision.Serve;
        }

        if (Grant is null)
        {
            return RenewalDecision.RefuseNotGranted;
        }

        if (Grant.Loss is not null)
        {
            return RenewalDecision.RefuseLost;
        }

        if (Grant.RefreshToken is null)
        {
            return RenewalDecision.RefuseNoRefreshToken;
        }

        return now.UtcTicks < _usableUntilTicks ? RenewalDecision.ServeAndRenew : RenewalDecision.Renew;
    }
}

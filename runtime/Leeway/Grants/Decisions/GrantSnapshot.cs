namespace Leeway.Grants;

/// <summary>
/// A grant as this process last saw it, with the times that decide how it may be used. Immutable, except for <see cref="IsInUse"/>.
/// </summary>
internal sealed class GrantSnapshot
{
    private readonly long _renewAtTicks;
    private readonly long _usableUntilTicks;
    private readonly long _checkedAtTicks;
    private readonly ulong _trustedForTicks;
    private readonly ulong _freshForTicks;
    private volatile bool _isInUse;

    /// <param name="grant">The grant that was read or written; <see langword="null"/> if the store had none.</param>
    /// <param name="check">When the store was asked.</param>
    /// <param name="renewAhead">The part of <see cref="GrantOptions.RenewAhead"/> that this process chose at random.</param>
    /// <param name="isRejected">Whether a call with the access token failed with status 401.</param>
    /// <param name="options">The margins.</param>
    /// <param name="removal">If there is no grant: the loss of the grant that was removed, if this process knew one.</param>
    public GrantSnapshot(
        Grant? grant,
        GrantCheck check,
        TimeSpan renewAhead,
        bool isRejected,
        GrantOptions options,
        GrantLoss? removal = null)
    {
        Grant = grant;
        Check = check;
        Removal = removal;
        RenewAhead = renewAhead;
        IsRejected = isRejected;
        if (grant is null || grant.Loss is not null)
        {
            return;
        }

        TimeSpan life = grant.AccessTokenExpiresAt - grant.RotatedAt;
        DateTimeOffset usableUntil = RenewalTiming.GetUsableUntil(grant.AccessTokenExpiresAt, life, options);
        DateTimeOffset renewAt = RenewalTiming.GetRenewAt(grant.AccessTokenExpiresAt, life, renewAhead, options);
        if (grant.UnsettledSince is not null)
        {
            // The leeway decides, not the lifetime of the token: when the leeway ends, the rival may be the pair that stays valid.
            DateTimeOffset settleAt = grant.RotatedAt + options.SpendWindow - renewAhead;
            renewAt = settleAt < renewAt ? settleAt : renewAt;
        }

        if (grant.PendingSpend is { } spend)
        {
            // If the refresh token was spent, its access token becomes invalid when the leeway ends.
            DateTimeOffset safeUntil = spend.InDoubtSince + options.SpendWindow;
            usableUntil = safeUntil < usableUntil ? safeUntil : usableUntil;
            renewAt = DateTimeOffset.MinValue;
        }

        _usableUntilTicks = isRejected ? 0 : usableUntil.UtcTicks;
        _renewAtTicks = isRejected ? 0
            : grant.RefreshToken is null ? _usableUntilTicks
            : Math.Min(renewAt.UtcTicks, _usableUntilTicks);
        _checkedAtTicks = check.At.UtcTicks;
        long trustedFor = check.GetTrustPeriod(options).Ticks;
        _trustedForTicks = (ulong)trustedFor;
        _freshForTicks = (ulong)Math.Clamp(_renewAtTicks - _checkedAtTicks, 0, trustedFor);
    }

    public Grant? Grant { get; }

    /// <summary>When the store was last asked whether it still has the grant.</summary>
    public GrantCheck Check { get; }

    /// <summary>If there is no grant: the loss of the grant that was removed, if this process knew one.</summary>
    public GrantLoss? Removal { get; }

    /// <summary>Whether a token was handed out since <see cref="Check"/>.</summary>
    public bool IsInUse
    {
        get => _isInUse;
        set => _isInUse = value;
    }

    public TimeSpan RenewAhead { get; }

    public bool IsRejected { get; }

    /// <summary>When renewal begins.</summary>
    public DateTimeOffset RenewAt => new(_renewAtTicks, TimeSpan.Zero);

    /// <summary>Whether the token may be handed out with no other work. Nearly every call asks only this.</summary>
    /// <remarks>If the clock was set back to before the check, the difference is negative and, as an unsigned number, too large.</remarks>
    public bool IsFresh(DateTimeOffset now) => (ulong)(now.UtcTicks - _checkedAtTicks) < _freshForTicks;

    /// <summary>Whether the store was asked recently enough for the token to be handed out without asking again.</summary>
    public bool IsTrusted(DateTimeOffset now) => (ulong)(now.UtcTicks - _checkedAtTicks) < _trustedForTicks;

    /// <summary>Whether renewal is due.</summary>
    public bool NeedsRenewal(DateTimeOffset now) => Grant is { Loss: null, RefreshToken: not null } && now.UtcTicks >= _renewAtTicks;

    /// <summary>Whether the access token, fresh or not, should still work.</summary>
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

        if (now.UtcTicks >= _usableUntilTicks)
        {
            return Grant.RefreshToken is null ? RenewalDecision.RefuseNoRefreshToken : RenewalDecision.Renew;
        }

        return !IsTrusted(now) ? RenewalDecision.Recheck
            : NeedsRenewal(now) ? RenewalDecision.ServeAndRenew
            : RenewalDecision.Serve;
    }

    /// <summary>Creates a copy with another check.</summary>
    public GrantSnapshot With(GrantCheck check, GrantOptions options) => new(Grant, check, RenewAhead, IsRejected, options, Removal);
}

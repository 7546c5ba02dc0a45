namespace Leeway.Grants;

/// <summary>
/// What one process knows about one grant. <see cref="Snapshot"/> is read without a lock. All changes are made under
/// <see cref="Lock"/>, and no code awaits or completes a promise under it.
/// </summary>
internal sealed class GrantSlot(GrantId id, TaskCreationOptions promiseOptions)
{
    private volatile GrantSnapshot? _snapshot;
    private HashSet<string>? _forgottenFamilies;
    private bool _isForgetting;
    private bool _isRechecked;
    private long _changes;
    private int _holders;
    private bool _isRetired;

    public GrantId Id => id;

    public Lock Lock { get; } = new();

    /// <summary>The latest known state; <see langword="null"/> until the store has been read.</summary>
    public GrantSnapshot? Snapshot => _snapshot;

    /// <summary>The refresh under way.</summary>
    public SingleFlight<GrantOutcome> Flight { get; } = new(promiseOptions);

    /// <summary>The read under way that checks whether the store still has the grant.</summary>
    public SingleFlight<GrantSnapshot> Check { get; } = new(promiseOptions);

    /// <summary>The state that is not in the store yet. Callers use it until it is.</summary>
    public UnwrittenGrant? Unwritten { get; set; }

    /// <summary>The spend that this process recorded last.</summary>
    public PendingSpend? OwnSpend { get; set; }

    /// <summary>
    /// The id of a spend that this process may have recorded while no spend was in doubt. The process knows that no token had an effect
    /// under it.
    /// </summary>
    public string? UntouchedSpend { get; set; }

    /// <summary>The number of attempts that have failed in a row.</summary>
    public int Failures { get; set; }

    /// <summary>The timestamp of the earliest next attempt; 0 for no limit.</summary>
    public long NotBefore { get; set; }

    /// <summary>The failure that set <see cref="NotBefore"/>.</summary>
    public GrantOutcome? LastFailure { get; set; }

    /// <summary>The events to deliver; <see langword="null"/> if none are being delivered. Use it under the lock.</summary>
    public Queue<GrantEvent>? Events { get; set; }

    /// <summary>When the doubt began that was reported to the application and has not ended yet. Use it under the lock.</summary>
    public DateTimeOffset? DoubtReported { get; set; }

    /// <summary>The rotation after which the grant was reported as idle to the application. Use it under the lock.</summary>
    public DateTimeOffset? IdleReported { get; set; }

    /// <summary>Starts the recovery of this grant.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>
    /// Whether the process has dropped the slot from memory. A caller that still has a reference gets the slot of the grant again.
    /// </summary>
    public bool IsRetired
    {
        get
        {
            lock (Lock)
            {
                return _isRetired;
            }
        }
    }

    /// <summary>Whether everything here is also in the store, and nothing here saves a call from reading the store.</summary>
    public bool IsIdle_NeedsLock(DateTimeOffset now, long timestamp) =>
        _holders == 0
        && !Flight.IsUnderWay
        && !_isForgetting
        && Unwritten is null
        && UntouchedSpend is null
        && Timer is null
        && Events is null
        && DoubtReported is null
        && (IdleReported is null || IdleReported != _snapshot?.Grant?.RotatedAt)
        && NotBefore <= timestamp
        && (_snapshot?.Grant is not { } grant || grant.Loss is not null || (grant.PendingSpend is null && grant.AccessTokenExpiresAt <= now));

    public void Retire_NeedsLock()
    {
        _isRetired = true;
        _snapshot = null;
    }

    /// <summary>Prevents the process from dropping the slot from memory.</summary>
    /// <returns>Whether it was in time.</returns>
    public bool TryHold()
    {
        lock (Lock)
        {
            _holders += _isRetired ? 0 : 1;
            return !_isRetired;
        }
    }

    public void Release()
    {
        lock (Lock)
        {
            _holders--;
        }
    }

    /// <summary>
    /// Notes what is known, and the time, before the store is asked. The result is compared with the state when the store has answered.
    /// </summary>
    public GrantInquiry BeginInquiry(RuntimeEnvironment environment) =>
        new(Volatile.Read(ref _changes), environment.Now, environment.Time.GetTimestamp());

    /// <summary>
    /// Adopts what the store returned. It changes nothing if something newer became known in the meantime, or if the store returned the
    /// pair that is known to be spent while its successor is in memory only, even with a higher version. A family that this process has
    /// forgotten counts as absent.
    /// </summary>
    /// <param name="grant">What the store returned; <see langword="null"/> if it has no such grant.</param>
    /// <param name="inquiry">What <see cref="BeginInquiry"/> returned before the store was asked.</param>
    /// <param name="environment">The random numbers for the jitter.</param>
    /// <param name="options">The margins.</param>
    public GrantSnapshot Adopt(Grant? grant, GrantInquiry inquiry, RuntimeEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            if (grant is not null && _forgottenFamilies?.Contains(grant.Family) == true)
            {
                grant = null;
            }

            if (_snapshot is not { } known)
            {
                return Adopt_NeedsLock(grant, inquiry.Check, environment, options);
            }

            bool isSame = ReferenceEquals(known.Grant, grant);
            if ((isSame && grant is null) || IsOvertaken(grant, inquiry.Changes, known.Grant))
            {
                return known;
            }

            return isSame || (grant is not null && Unwritten?.Spent.HasPairOf(grant) == true)
                ? _snapshot = known.With(inquiry.Check, options)
                : Adopt_NeedsLock(grant, inquiry.Check, environment, options);
        }
    }

    /// <summary>
    /// Adopts a state that could not be written to the store. It changes nothing if another family or a newer version was seen in the
    /// store, or if the grant was removed.
    /// </summary>
    public GrantSnapshot AdoptUnwritten(Grant grant, RuntimeEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            return _snapshot is { } known
                && (known.Grant is not { } stored || stored.Family != grant.Family || stored.Version > grant.Version)
                ? known
                : Adopt_NeedsLock(grant, CreateFailedCheck(environment, formerFailures: 0), environment, options);
        }
    }

    /// <summary>
    /// Notes that the store could not be asked whether it still has the grant. Until it can, the known state stays valid.
    /// </summary>
    public GrantSnapshot? NoteFailedCheck(RuntimeEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            return _snapshot is { Grant: not null } known
                ? _snapshot = known.With(CreateFailedCheck(environment, known.Check.Failures), options)
                : _snapshot;
        }
    }

    /// <summary>Marks the grant as being rechecked while it is in use.</summary>
    /// <returns>Whether it was not marked before.</returns>
    public bool TryBeginRechecks()
    {
        lock (Lock)
        {
            bool isFirst = !_isRechecked;
            _isRechecked = true;
            return isFirst;
        }
    }

    /// <summary>Finds the known state if a token was handed out since the last check. Otherwise, ends the rechecks.</summary>
    public GrantSnapshot? FindInUse()
    {
        lock (Lock)
        {
            GrantSnapshot? used = _snapshot is { IsInUse: true } known ? known : null;
            _isRechecked = used is not null;
            return used;
        }
    }

    /// <summary>Marks the grant as being forgotten. The slot stays in memory until the store no longer has the grant.</summary>
    public void BeginForgetting()
    {
        lock (Lock)
        {
            _isForgetting = true;
        }
    }

    /// <summary>Forgets the known family, if there is one.</summary>
    public void ForgetKnown(RuntimeEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            if (_snapshot?.Grant is { } known)
            {
                Forget_NeedsLock(known.Family, environment, options);
            }
        }
    }

    /// <summary>Ends access with a token family in this process, even if the family is read or received again later.</summary>
    public void Forget(string family, RuntimeEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            Forget_NeedsLock(family, environment, options);
        }
    }

    /// <summary>Notes that the store no longer has the grant that was being forgotten.</summary>
    /// <returns>Whether a grant was being forgotten.</returns>
    public bool EndForgetting()
    {
        lock (Lock)
        {
            bool wasForgetting = _isForgetting;
            _isForgetting = false;
            return wasForgetting;
        }
    }

    /// <summary>Notes that a call with the current access token failed with status 401.</summary>
    public void Reject(AccessToken token, GrantOptions options)
    {
        lock (Lock)
        {
            Reject_NeedsLock(token, options);
        }
    }

    /// <summary>
    /// Notes that the first token of a consent was refused although it is new: the user may have withdrawn the consent at once. A token that an exchange
    /// returned is not rejected here, because the exchange has just shown that the consent was valid, and many processes that do so in turn would
    /// exchange token after token for a refusal with another cause.
    /// </summary>
    /// <returns>Whether the grant is renewed, or cannot be used any more.</returns>
    public bool TryRejectNew(AccessToken token, GrantOptions options)
    {
        lock (Lock)
        {
            if (_snapshot is not { IsRejected: false, Grant: { Loss: null } grant })
            {
                return true;
            }

            if (grant.AccessToken != token || grant.Generation != 0 || grant.RefreshToken is null)
            {
                return false;
            }

            Reject_NeedsLock(token, options);
            return true;
        }
    }

    private void Reject_NeedsLock(AccessToken token, GrantOptions options)
    {
        if (_snapshot is { IsRejected: false, Grant: { } grant } known && grant.AccessToken == token)
        {
            _snapshot = new GrantSnapshot(grant, known.Check, known.RenewAhead, isRejected: true, options);
        }
    }

    /// <summary>
    /// Shortens the life of a pair because a token was sent more than once and the server may have issued another pair. Both pairs work
    /// until the leeway ends; after that, the server may accept only one of them. The next exchange settles which.
    /// </summary>
    public static Grant Unsettle(Grant grant, GrantOptions options)
    {
        DateTimeOffset end = grant.RotatedAt + options.SpendWindow;
        if (grant.Loss is not null || grant.RefreshToken is null)
        {
            return grant;
        }

        return grant with
        {
            AccessTokenExpiresAt = end < grant.AccessTokenExpiresAt ? end : grant.AccessTokenExpiresAt,
            UnsettledSince = grant.RotatedAt,
        };
    }

    private static GrantCheck CreateFailedCheck(RuntimeEnvironment environment, int formerFailures) =>
        new(environment.Now, environment.Time.GetTimestamp(), formerFailures + 1);

    private static GrantLoss CreateRemoval(string evidence, RuntimeEnvironment environment) =>
        new() { Reason = GrantLossReason.Forgotten, Evidence = evidence, At = environment.Now };

    private void Forget_NeedsLock(string family, RuntimeEnvironment environment, GrantOptions options)
    {
        (_forgottenFamilies ??= new(StringComparer.Ordinal)).Add(family);
        _isForgetting = true;
        if (_snapshot?.Grant is null || _snapshot.Grant.Family == family)
        {
            _changes++;
            GrantLoss removal = CreateRemoval("the application removed it.", environment);
            _snapshot = new GrantSnapshot(null, BeginInquiry(environment).Check, TimeSpan.Zero, isRejected: false, options, removal);
        }
    }

    private GrantSnapshot Adopt_NeedsLock(Grant? grant, GrantCheck check, RuntimeEnvironment environment, GrantOptions options)
    {
        GrantSnapshot? known = _snapshot;
        _changes++;
        if (grant is null)
        {
            GrantLoss? removal = known?.Grant is null ? known?.Removal
                : CreateRemoval("it was removed from the store, which is how an application forgets a grant.", environment);
            return _snapshot = new GrantSnapshot(null, check, TimeSpan.Zero, isRejected: false, options, removal);
        }

        if (known?.Grant?.Family != grant.Family)
        {
            // A later consent has replaced the family that was being forgotten.
            _isForgetting = false;
        }

        bool hasSameToken = grant.AccessToken == known?.Grant?.AccessToken;
        TimeSpan renewAhead = hasSameToken ? known!.RenewAhead : RenewalTiming.ChooseRenewAhead(environment.NextDouble(), options);
        return _snapshot = new GrantSnapshot(grant, check, renewAhead, hasSameToken && known!.IsRejected, options);
    }

    // If nothing changed since the store was asked, its result is newer, even if its version is lower: a grant that was removed and created
    // again starts at a random version. If something changed in the meantime, only the version shows which state is newer.
    private bool IsOvertaken(Grant? grant, long changes, Grant? known) =>
        changes != _changes && (grant?.Version ?? 0) < (known?.Version ?? 0);
}

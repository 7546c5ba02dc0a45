namespace Leeway.Grants;

/// <summary>
/// What one process knows of one grant. <see cref="Snapshot"/> is read without a lock; everything is changed under
/// <see cref="Lock"/>, under which nothing is awaited and no promise kept.
/// </summary>
internal sealed class GrantSlot(GrantId id, TaskCreationOptions promiseOptions)
{
    private volatile GrantSnapshot? _snapshot;
    private HashSet<string>? _forgottenFamilies;
    private bool _isForgetting;
    private bool _isAttended;
    private long _learned;
    private int _holders;
    private bool _isRetired;

    public GrantId Id => id;

    public Lock Lock { get; } = new();

    /// <summary>The latest known state; <see langword="null"/> until the store has been read.</summary>
    public GrantSnapshot? Snapshot => _snapshot;

    /// <summary>The refresh under way.</summary>
    public SingleFlight<GrantOutcome> Flight { get; } = new(promiseOptions);

    /// <summary>The read under way that finds out whether the store still has the grant.</summary>
    public SingleFlight<GrantSnapshot> Check { get; } = new(promiseOptions);

    /// <summary>What the store has not taken yet. Callers are served from it meanwhile.</summary>
    public UnwrittenGrant? Unwritten { get; set; }

    /// <summary>The spend that this process recorded last.</summary>
    public PendingSpend? OwnSpend { get; set; }

    /// <summary>
    /// The name of a spend that this process may have recorded, with no doubt before it, and under which, it knows, no token
    /// took effect.
    /// </summary>
    public string? UntouchedSpend { get; set; }

    /// <summary>How many attempts have failed in a row.</summary>
    public int Failures { get; set; }

    /// <summary>The timestamp before which nothing is attempted; 0 for none.</summary>
    public long NotBefore { get; set; }

    /// <summary>The failure that <see cref="NotBefore"/> is for.</summary>
    public GrantOutcome? LastFailure { get; set; }

    /// <summary>Events to deliver, while some are; under the lock.</summary>
    public Queue<GrantEvent>? Events { get; set; }

    /// <summary>The beginning of the doubt that the application has been told of and not yet seen the end of; under the lock.</summary>
    public DateTimeOffset? ToldDoubt { get; set; }

    /// <summary>The rotation after which the application has been told of a grant's idleness; under the lock.</summary>
    public DateTimeOffset? ToldIdle { get; set; }

    /// <summary>Wakes the tending of this grant.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>Whether the process has let go of it. A caller that still has it gets the grant's slot again.</summary>
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

    /// <summary>Whether nothing is known here that the store does not know, and nothing that would spare a call from reading it.</summary>
    public bool IsIdle_NeedsLock(DateTimeOffset now, long timestamp) =>
        _holders == 0
        && !Flight.IsUnderWay
        && !_isForgetting
        && Unwritten is null
        && UntouchedSpend is null
        && Timer is null
        && Events is null
        && ToldDoubt is null
        && (ToldIdle is null || ToldIdle != _snapshot?.Grant?.RotatedAt)
        && NotBefore <= timestamp
        && (_snapshot?.Grant is not { } grant || grant.Loss is not null || (grant.PendingSpend is null && grant.AccessTokenExpiresAt <= now));

    public void Retire_NeedsLock()
    {
        _isRetired = true;
        _snapshot = null;
    }

    /// <summary>Keeps the process from letting go of it.</summary>
    /// <returns>Whether it was not too late.</returns>
    public bool TryHold()
    {
        lock (Lock)
        {
            _holders += _isRetired ? 0 : 1;
            return !_isRetired;
        }
    }

    public void LetGo()
    {
        lock (Lock)
        {
            _holders--;
        }
    }

    /// <summary>The store is about to be asked: what is known now, and when that is, for when the answer comes.</summary>
    public GrantInquiry BeginInquiry(GrantEnvironment environment) =>
        new(Volatile.Read(ref _learned), environment.Now, environment.Time.GetTimestamp());

    /// <summary>
    /// Takes note of what the store holds. An answer that was overtaken by something newer changes nothing; nor does the pair that is
    /// known to be spent while the store has not taken its successor, whatever its version has grown to; and a family that this process
    /// was told to forget does not come back.
    /// </summary>
    /// <param name="grant">What the store holds; <see langword="null"/> for nothing.</param>
    /// <param name="inquiry">What <see cref="BeginInquiry"/> returned before the store was asked.</param>
    /// <param name="environment">Chance, for the jitter.</param>
    /// <param name="options">The margins.</param>
    public GrantSnapshot Adopt(Grant? grant, GrantInquiry inquiry, GrantEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            if (grant is not null && _forgottenFamilies?.Contains(grant.Family) == true)
            {
                grant = null;
            }

            if (_snapshot is not { } known)
            {
                return Adopt_NeedsLock(grant, inquiry.Answered, environment, options);
            }

            bool isSame = ReferenceEquals(known.Grant, grant);
            if ((isSame && grant is null) || IsOvertaken(grant, inquiry.Learned, known.Grant))
            {
                return known;
            }

            return isSame || (grant is not null && Unwritten?.Spent.HasPairOf(grant) == true)
                ? _snapshot = known.With(inquiry.Answered, options)
                : Adopt_NeedsLock(grant, inquiry.Answered, environment, options);
        }
    }

    /// <summary>
    /// Takes note of a state that the store has not taken, unless another has been seen there that leaves no place for it, or the grant has
    /// been removed.
    /// </summary>
    public GrantSnapshot AdoptUnwritten(Grant grant, GrantEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            return _snapshot is { } known
                && (known.Grant is not { } stored || stored.Family != grant.Family || stored.Version > grant.Version)
                ? known
                : Adopt_NeedsLock(grant, FailedCheck(environment, formerFailures: 0), environment, options);
        }
    }

    /// <summary>Takes note that the store did not answer whether it still has the grant: until it does, what is known holds.</summary>
    public GrantSnapshot? NoteFailedCheck(GrantEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            return _snapshot is { Grant: not null } known
                ? _snapshot = known.With(FailedCheck(environment, known.Check.Failures), options)
                : _snapshot;
        }
    }

    /// <summary>Takes on to check the grant for as long as it is in use.</summary>
    /// <returns>Whether nobody else does.</returns>
    public bool TryAttend()
    {
        lock (Lock)
        {
            bool isFirst = !_isAttended;
            _isAttended = true;
            return isFirst;
        }
    }

    /// <summary>What is known, if a token of it has been handed out since the store was asked; otherwise nobody checks the grant any more.</summary>
    public GrantSnapshot? FindUsed()
    {
        lock (Lock)
        {
            GrantSnapshot? used = _snapshot is { IsInUse: true } known ? known : null;
            _isAttended = used is not null;
            return used;
        }
    }

    /// <summary>The application wants the grant forgotten: until the store has no more of it, the process keeps in mind what it must not use.</summary>
    public void BeginForgetting()
    {
        lock (Lock)
        {
            _isForgetting = true;
        }
    }

    /// <summary>Forgets the family that is known, if one is.</summary>
    public void ForgetKnown(GrantEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            if (_snapshot?.Grant is { } known)
            {
                Forget_NeedsLock(known.Family, environment, options);
            }
        }
    }

    /// <summary>Ends access by a token family in this process, whatever is read or received of it from now on.</summary>
    public void Forget(string family, GrantEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            Forget_NeedsLock(family, environment, options);
        }
    }

    /// <summary>The store no longer has what was to be forgotten.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool EndForgetting()
    {
        lock (Lock)
        {
            bool wasForgetting = _isForgetting;
            _isForgetting = false;
            return wasForgetting;
        }
    }

    /// <summary>Takes note that a call with the present access token was answered 401.</summary>
    public void Reject(AccessToken token, GrantOptions options)
    {
        lock (Lock)
        {
            if (_snapshot is { IsRejected: false, Grant: { } grant } known && grant.AccessToken == token)
            {
                _snapshot = new GrantSnapshot(grant, known.Check, known.RenewAhead, isRejected: true, options);
            }
        }
    }

    /// <summary>
    /// Shortens the life of a pair beside which there may be another, since a token was sent more than once. The server may let
    /// only one of them live past the leeway; both work until then, and the next exchange ends the question.
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

    private static GrantCheck FailedCheck(GrantEnvironment environment, int formerFailures) =>
        new(environment.Now, environment.Time.GetTimestamp(), formerFailures + 1);

    private void Forget_NeedsLock(string family, GrantEnvironment environment, GrantOptions options)
    {
        (_forgottenFamilies ??= new(StringComparer.Ordinal)).Add(family);
        _isForgetting = true;
        if (_snapshot?.Grant is null || _snapshot.Grant.Family == family)
        {
            _learned++;
            GrantLoss removal = new(GrantLossReason.Forgotten, "the application removed it.", environment.Now);
            _snapshot = new GrantSnapshot(null, BeginInquiry(environment).Answered, TimeSpan.Zero, isRejected: false, options, removal);
        }
    }

    private GrantSnapshot Adopt_NeedsLock(Grant? grant, GrantCheck check, GrantEnvironment environment, GrantOptions options)
    {
        GrantSnapshot? known = _snapshot;
        _learned++;
        if (grant is null)
        {
            GrantLoss? removal = known?.Grant is null ? known?.Removal
                : new GrantLoss(GrantLossReason.Forgotten, "it was removed from the store, as the application does to forget it.", environment.Now);
            return _snapshot = new GrantSnapshot(null, check, TimeSpan.Zero, isRejected: false, options, removal);
        }

        if (known?.Grant?.Family != grant.Family)
        {
            // What was to be forgotten has been replaced by a later consent.
            _isForgetting = false;
        }

        bool hasSameToken = grant.AccessToken == known?.Grant?.AccessToken;
        TimeSpan renewAhead = hasSameToken ? known!.RenewAhead : options.RenewAhead * (0.5 + (environment.NextDouble() / 2));
        return _snapshot = new GrantSnapshot(grant, check, renewAhead, hasSameToken && known!.IsRejected, options);
    }

    // What was known before the store was asked is older than its answer, even if its version is higher: a grant that was removed and
    // made anew begins with any. Of what was learned since, only the version shows which is the later.
    private bool IsOvertaken(Grant? grant, long learned, Grant? known) =>
        learned != _learned && (grant?.Version ?? 0) < (known?.Version ?? 0);
}

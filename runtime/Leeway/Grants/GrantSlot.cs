namespace Leeway.Grants;

/// <summary>
/// What one process knows of one grant. <see cref="Snapshot"/> is read without a lock; everything is changed under
/// <see cref="Lock"/>, under which nothing is awaited and no promise kept.
/// </summary>
internal sealed class GrantSlot(GrantId id, TaskCreationOptions promiseOptions)
{
    private volatile GrantSnapshot? _snapshot;
    private long _learned;
    private int _holders;
    private bool _isRetired;

    public GrantId Id => id;

    public Lock Lock { get; } = new();

    /// <summary>The latest known state; <see langword="null"/> until the store has been read.</summary>
    public GrantSnapshot? Snapshot => _snapshot;

    /// <summary>
    /// How many states of the grant have been taken note of. What it was when the store was asked tells, when the answer comes, whether
    /// something was learned meanwhile.
    /// </summary>
    public long Learned => Volatile.Read(ref _learned);

    /// <summary>The refresh under way.</summary>
    public SingleFlight<GrantOutcome> Flight { get; } = new(promiseOptions);

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

    /// <summary>Whether the process has let go of it. Whoever still has it in hand asks for the grant's slot anew.</summary>
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

    /// <summary>
    /// Takes note of what the store holds. An answer that was overtaken by something newer changes nothing; nor does the pair that is
    /// known to be spent while the store has not taken its successor, whatever its version has grown to.
    /// </summary>
    /// <param name="grant">What the store holds; <see langword="null"/> for nothing.</param>
    /// <param name="learned">What <see cref="Learned"/> was when the store was asked.</param>
    /// <param name="environment">Chance, for the jitter.</param>
    /// <param name="options">The margins.</param>
    public GrantSnapshot Adopt(Grant? grant, long learned, GrantEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            return _snapshot is { } known
                && (ReferenceEquals(known.Grant, grant) || IsOvertaken(grant, learned, known.Grant) || (grant is not null && Unwritten?.Spent.HasPairOf(grant) == true))
                ? known
                : Adopt_NeedsLock(grant, environment, options);
        }
    }

    /// <summary>Takes note of a state that the store has not taken, unless another has been seen there that leaves no place for it.</summary>
    public GrantSnapshot AdoptUnwritten(Grant grant, GrantEnvironment environment, GrantOptions options)
    {
        lock (Lock)
        {
            return _snapshot is { Grant: { } stored } known && (stored.Family != grant.Family || stored.Version > grant.Version)
                ? known
                : Adopt_NeedsLock(grant, environment, options);
        }
    }

    /// <summary>Takes note that a call with the present access token was answered 401.</summary>
    public void Reject(AccessToken token, GrantOptions options)
    {
        lock (Lock)
        {
            if (_snapshot is { IsRejected: false, Grant: { } grant } known && grant.AccessToken == token)
            {
                _snapshot = new GrantSnapshot(grant, known.RenewAhead, isRejected: true, options);
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

    private GrantSnapshot Adopt_NeedsLock(Grant? grant, GrantEnvironment environment, GrantOptions options)
    {
        GrantSnapshot? known = _snapshot;
        _learned++;
        bool hasSameToken = grant is not null && grant.AccessToken == known?.Grant?.AccessToken;
        TimeSpan renewAhead = hasSameToken ? known!.RenewAhead : options.RenewAhead * (0.5 + (environment.NextDouble() / 2));
        return _snapshot = new GrantSnapshot(grant, renewAhead, hasSameToken && known!.IsRejected, options);
    }

    // What was known before the store was asked is of before its answer, though the version be higher: a grant that was removed and
    // made anew begins with any. Of what was learned since, only the version tells which is the later.
    private bool IsOvertaken(Grant? grant, long learned, Grant? known) =>
        learned != _learned && (grant?.Version ?? 0) < (known?.Version ?? 0);
}

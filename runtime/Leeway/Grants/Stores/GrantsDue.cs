namespace Leeway.Grants;

/// <summary>A request for one page of the grants that are due.</summary>
public sealed record GrantsDue
{
    /// <summary>The maximum of <see cref="Limit"/>.</summary>
    public const int MaxLimit = 1_000;

    private readonly int _limit = MaxLimit;

    /// <summary>Why the grants are due.</summary>
    public required GrantDueReason Reason { get; init; }

    /// <summary>The page contains grants for which the time that <see cref="Reason"/> names is earlier than this.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>The last grant of the previous page; <see langword="null"/> for the first page.</summary>
    public DueGrant? After { get; init; }

    /// <summary>The maximum number of grants to return, from 1 to <see cref="MaxLimit"/>. A page with fewer grants is the last.</summary>
    /// <value>The default is <see cref="MaxLimit"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Limit
    {
        get => _limit;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxLimit);
            _limit = value;
        }
    }
}

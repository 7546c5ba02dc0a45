namespace Leeway.Grants;

/// <summary>A request for one page of the grants that are due.</summary>
/// <param name="Reason">Why the grants are due.</param>
/// <param name="Before">The page contains grants for which the time that <paramref name="Reason"/> names is earlier than this.</param>
public sealed record GrantsDue(GrantDueReason Reason, DateTimeOffset Before)
{
    /// <summary>The maximum of <see cref="Limit"/>.</summary>
    public const int MaxLimit = 1_000;

    private readonly int _limit = MaxLimit;

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

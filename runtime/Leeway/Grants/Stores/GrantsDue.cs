namespace Leeway.Grants;

/// <summary>One page of the grants that need attention although nobody calls with them.</summary>
/// <param name="Reason">Why they do.</param>
/// <param name="Before">Those for which what <paramref name="Reason"/> names lies before this.</param>
public sealed record GrantsDue(GrantDueReason Reason, DateTimeOffset Before)
{
    /// <summary>The most that a page may hold.</summary>
    public const int MaxLimit = 1_000;

    private readonly int _limit = MaxLimit;

    /// <summary>The last of the page before; <see langword="null"/> for the first page.</summary>
    public DueGrant? After { get; init; }

    /// <summary>The most grants to return, from 1 to <see cref="MaxLimit"/>. A page with fewer is the last.</summary>
    /// <value>The default is <see cref="MaxLimit"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
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

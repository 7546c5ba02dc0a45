namespace Leeway.Grants;

/// <summary>What was known of a grant when the store was asked about it, and when that was.</summary>
/// <param name="Learned">How many states of the grant had been learned by then: if there are more when the answer comes, something overtook it.</param>
/// <param name="At">The wall clock.</param>
/// <param name="Timestamp">The timestamp.</param>
internal readonly record struct GrantInquiry(long Learned, DateTimeOffset At, long Timestamp)
{
    /// <summary>The check that an answer of the store amounts to. The grant may have been removed right after the store was asked.</summary>
    public GrantCheck Answered => new(At, Timestamp, 0);
}

using Leeway.Grants;

namespace Leeway.AspNetCore;

/// <summary>Counts what happened to grants since the process began.</summary>
/// <param name="time">The wall clock.</param>
internal sealed class GrantCounts(TimeProvider time) : IGrantEvents
{
    private long _rotations;
    private long _doubts;
    private long _losses;

    /// <summary>When counting began.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public long Rotations => Interlocked.Read(ref _rotations);

    public long Doubts => Interlocked.Read(ref _doubts);

    public long Losses => Interlocked.Read(ref _losses);

    public ValueTask HandleAsync(GrantEvent grantEvent, CancellationToken cancellationToken)
    {
        switch (grantEvent)
        {
            case GrantRotated:
                Interlocked.Increment(ref _rotations);
                break;
            case GrantDoubtBegan:
                Interlocked.Increment(ref _doubts);
                break;
            case GrantLost:
                Interlocked.Increment(ref _losses);
                break;
        }

        return ValueTask.CompletedTask;
    }
}

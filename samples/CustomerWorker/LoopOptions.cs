namespace CustomerWorker;

/// <summary>The limits of the loop.</summary>
internal sealed class LoopOptions
{
    /// <summary>The time between the starts of two rounds. If a round takes longer, the next one starts when it ends.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The number of customers whose work is done at the same time.</summary>
    public int MaxParallel { get; set; } = 8;

    /// <summary>The time for the work of one customer in a round, including the waits for rate limits. Then the next customer has its place.</summary>
    public TimeSpan MaxCustomerTime { get; set; } = TimeSpan.FromMinutes(1);
}

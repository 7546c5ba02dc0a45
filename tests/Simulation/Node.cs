namespace Leeway.Simulation;

/// <summary>One of the processes that share a store. It can crash, restart and be paused.</summary>
internal sealed class Node(int number)
{
    public int Number => number;

    /// <summary>The number of the current life. A crash increases it, and the work of the previous life stops.</summary>
    public int Life { get; set; } = 1;

    /// <summary>The true time until which the node is paused.</summary>
    public long PausedUntil { get; set; }

    /// <summary>How far the wall clock is ahead of true time.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The process of the current life; <see langword="null"/> while the node is down.</summary>
    public NodeProcess? Process { get; set; }

    /// <summary>The number of calls of the current life that have not ended.</summary>
    public int Calls { get; set; }

    /// <summary>Whether the user is signing in on this node.</summary>
    public bool IsConsenting { get; set; }

    public bool IsUp => Process is not null;

    public override string ToString() => $"n{number}";
}

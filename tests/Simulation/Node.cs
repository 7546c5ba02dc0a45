namespace Leeway.Simulation;

/// <summary>One process among those that share a store: it lives, crashes, lives again, and is paused.</summary>
internal sealed class Node(int number)
{
    public int Number => number;

    /// <summary>Raised by a crash: what was under way in the former life does not go on.</summary>
    public int Life { get; set; } = 1;

    /// <summary>The moment, in true time, until which nothing of it runs.</summary>
    public long PausedUntil { get; set; }

    /// <summary>How far its wall clock is ahead of true time.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The present life's process; <see langword="null"/> while it is down.</summary>
    public NodeProcess? Process { get; set; }

    /// <summary>How many calls of the present life have not ended.</summary>
    public int Calls { get; set; }

    /// <summary>Whether the user is signing in at it.</summary>
    public bool IsConsenting { get; set; }

    public bool IsUp => Process is not null;

    public override string ToString() => $"n{number}";
}

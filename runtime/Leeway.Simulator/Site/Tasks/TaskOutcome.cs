namespace Leeway.Simulator.Site;

/// <summary>How a task ends.</summary>
public enum TaskOutcome
{
    /// <summary>The task does all of its work.</summary>
    Complete,

    /// <summary>The task fails after half of its work.</summary>
    Fail,

    /// <summary>The task dies after half of its work, as if its server had stopped.</summary>
    Die,
}

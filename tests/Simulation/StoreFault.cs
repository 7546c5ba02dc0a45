namespace Leeway.Simulation;

/// <summary>What goes wrong with one operation of the store.</summary>
internal enum StoreFault
{
    None,

    /// <summary>It fails without effect.</summary>
    Fails,

    /// <summary>It has its effect, and fails.</summary>
    AnswerLost,

    /// <summary>It has its effect, or not, and no answer comes.</summary>
    Hangs,
}

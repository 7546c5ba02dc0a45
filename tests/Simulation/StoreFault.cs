namespace Leeway.Simulation;

/// <summary>A fault of one operation of the store.</summary>
internal enum StoreFault
{
    None,

    /// <summary>The operation fails without an effect.</summary>
    Fails,

    /// <summary>The operation takes effect, and then fails.</summary>
    AnswerLost,

    /// <summary>The operation may or may not take effect, and there is no response.</summary>
    Hangs,
}

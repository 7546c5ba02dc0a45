namespace Leeway.Simulator.Authorization;

/// <summary>How a token in grace is treated once a child of it has itself been exchanged.</summary>
public enum SecondToLastPolicy
{
    /// <summary>As reuse: the family is revoked.</summary>
    Strict,

    /// <summary>As any repetition inside the leeway.</summary>
    Lenient,
}

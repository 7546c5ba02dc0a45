namespace Leeway.Simulator.Authorization;

/// <summary>How a refresh token is treated within the leeway, once one of its successors has been exchanged.</summary>
public enum SecondToLastPolicy
{
    /// <summary>As reuse: the family is revoked.</summary>
    Strict,

    /// <summary>As any repeated token within the leeway.</summary>
    Lenient,
}

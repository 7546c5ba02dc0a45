namespace Leeway.Grants;

/// <summary>Why a grant needs attention.</summary>
public enum GrantDueReason
{
    /// <summary>Its tokens have not been refreshed for long, by <see cref="GrantMetadata.RotatedAt"/>.</summary>
    Idle,

    /// <summary>
    /// A spend is recorded, or the pair may have a rival, and the process that works on it may have ended. The time is
    /// <see cref="PendingSpend.StartedAt"/> or, without a spend, <see cref="GrantMetadata.UnsettledSince"/>.
    /// </summary>
    Abandoned,
}

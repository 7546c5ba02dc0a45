namespace Leeway.Grants;

/// <summary>Why a grant needs attention.</summary>
public enum GrantDueReason
{
    /// <summary>Its pair grows old unused: <see cref="Grant.RotatedAt"/> decides.</summary>
    Idle,

    /// <summary>
    /// A spend is on record, or it is open which pair lives, and the process that knows of it may be gone:
    /// <see cref="PendingSpend.StartedAt"/> decides, or else <see cref="Grant.UnsettledSince"/>.
    /// </summary>
    Abandoned,
}

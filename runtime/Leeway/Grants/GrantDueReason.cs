namespace Leeway.Grants;

/// <summary>Why a grant needs attention.</summary>
public enum GrantDueReason
{
    /// <summary>Its pair grows old unused: <see cref="Grant.RotatedAt"/> decides.</summary>
    Idle,

    /// <summary>A spend stands on record, and whoever began it may be gone: <see cref="PendingSpend.StartedAt"/> decides.</summary>
    Abandoned,
}

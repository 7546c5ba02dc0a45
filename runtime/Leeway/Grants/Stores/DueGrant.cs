namespace Leeway.Grants;

/// <summary>A grant that is due, and the time that determines its position in the list.</summary>
public sealed record DueGrant
{
    /// <summary>The grant.</summary>
    public required GrantId Id { get; init; }

    /// <summary>
    /// The time that decides: <see cref="GrantMetadata.RotatedAt"/>, <see cref="PendingSpend.StartedAt"/> or
    /// <see cref="GrantMetadata.UnsettledSince"/>.
    /// </summary>
    public required DateTimeOffset Since { get; init; }
}

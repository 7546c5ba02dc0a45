namespace Leeway.Grants;

/// <summary>A grant that is due, and the time that determines its position in the list.</summary>
/// <param name="Id">The grant.</param>
/// <param name="Since">
/// The time that decides: <see cref="Grant.RotatedAt"/>, <see cref="PendingSpend.StartedAt"/> or <see cref="Grant.UnsettledSince"/>.
/// </param>
public sealed record DueGrant(GrantId Id, DateTimeOffset Since);

namespace Leeway.Grants;

/// <summary>A grant that needs attention, and its place among them.</summary>
/// <param name="Id">The grant.</param>
/// <param name="Since">The moment that decides: <see cref="Grant.RotatedAt"/>, <see cref="PendingSpend.StartedAt"/> or <see cref="Grant.UnsettledSince"/>.</param>
public sealed record DueGrant(GrantId Id, DateTimeOffset Since);

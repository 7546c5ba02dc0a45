namespace Leeway.Grants;

/// <summary>A grant that needs attention, and its place among them.</summary>
/// <param name="Id">The grant.</param>
/// <param name="Since">The moment that decides: <see cref="Grant.RotatedAt"/> or <see cref="PendingSpend.StartedAt"/>.</param>
public sealed record DueGrant(GrantId Id, DateTimeOffset Since);

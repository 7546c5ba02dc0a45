namespace Leeway.Grants;

/// <summary>Which grants need attention although nobody calls with them.</summary>
/// <param name="RotatedBefore">Grants whose present pair is older than this are due, lest they fall to the inactivity limit.</param>
/// <param name="SpentBefore">Grants with a <see cref="PendingSpend"/> begun before this are due: whoever began it may be gone.</param>
/// <param name="Limit">The most ids to return.</param>
public sealed record GrantsDue(DateTimeOffset RotatedBefore, DateTimeOffset SpentBefore, int Limit);

namespace Leeway.Simulator.Site.Jira;

/// <summary>A version of a project.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Description">The description.</param>
/// <param name="ReleaseDate">The date of the release; null if none is planned.</param>
/// <param name="IsReleased">Whether the version was released.</param>
internal sealed record JiraVersion(string Id, string Name, string? Description, DateOnly? ReleaseDate, bool IsReleased);

using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>An entry of the changelog: what one edit changed.</summary>
internal sealed record JiraHistory(string Id, Account? Author, DateTimeOffset CreatedAt, IReadOnlyList<JiraChange> Changes);

using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>A record of work on an issue.</summary>
internal sealed class JiraWorklog(string id, Account? author, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public Account? Author { get; } = author;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public JsonNode? Comment { get; set; }

    public DateTimeOffset StartedAt { get; set; } = createdAt;

    public long Seconds { get; set; }

    public Account? Editor { get; set; } = author;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;
}

using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>A comment on an issue.</summary>
internal sealed class JiraComment(string id, Account? author, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public Account? Author { get; } = author;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public required JsonNode Body { get; set; }

    public JsonNode? Visibility { get; set; }

    public Account? Editor { get; set; } = author;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;
}

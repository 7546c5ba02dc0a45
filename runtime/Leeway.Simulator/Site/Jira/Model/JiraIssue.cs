using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>An issue.</summary>
internal sealed class JiraIssue(string id, Account? creator, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public Account? Creator { get; } = creator;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public required string Key { get; set; }

    public required JiraProject Project { get; set; }

    public required JiraIssueType Type { get; set; }

    public required JiraStatus Status { get; set; }

    public DateTimeOffset StatusChangedAt { get; set; } = createdAt;

    public JiraResolution? Resolution { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    /// <summary>The values by field id: references as ids, others as they were sent.</summary>
    public Dictionary<string, JsonNode> Values { get; } = [];

    public List<SimulatedAttachment> Attachments { get; } = [];

    public List<JiraComment> Comments { get; } = [];

    public List<JiraWorklog> Worklogs { get; } = [];

    public List<JiraHistory> Histories { get; } = [];

    /// <summary>The account ids of the watchers.</summary>
    public List<string> Watchers { get; } = [];

    public SortedDictionary<string, JsonNode?> Properties { get; } = new(StringComparer.Ordinal);

    public string? ParentId => Values.GetValueOrDefault(FieldIds.Parent).Text();

    public override string ToString() => Key;
}

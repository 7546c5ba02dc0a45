using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The conditions that the query of a dynamic webhook can have. Values that do not exist are accepted, and match nothing.</summary>
internal sealed class WebhookConditions(JiraState state) : IJqlConditions
{
    private const string PropertyPrefix = "issue.property[";
    private const string CustomFieldPrefix = "cf[";
    private const string EpicLabel = "com.pyxis.greenhopper.jira:gh-epic-label";

    public Predicate<JiraIssue> Create(string field, string symbol, List<string> values)
    {
        Func<JiraIssue, IReadOnlyList<string?>> read = FindReader(field) ?? throw new FormatException($"The clause {field} is unsupported");
        return symbol switch
        {
            "=" or "IN" => issue => IsOneOf(read(issue), values),
            "!=" or "NOT IN" => issue => !IsOneOf(read(issue), values),
            _ => throw new FormatException($"The operator '{symbol}' is unsupported for the clause {field}"),
        };
    }

    private Func<JiraIssue, IReadOnlyList<string?>>? FindReader(string field) => field.ToLowerInvariant() switch
    {
        "issuekey" or "key" => static issue => [issue.Key],
        "project" => static issue => [issue.Project.Id, issue.Project.Key, issue.Project.Name],
        "issuetype" => static issue => [issue.Type.Id, issue.Type.Name],
        "status" => static issue => [issue.Status.Id, issue.Status.Name],
        "priority" => DescribePriority,
        "assignee" => static issue => DescribeUser(issue, FieldIds.Assignee),
        "reporter" => static issue => DescribeUser(issue, FieldIds.Reporter),
        var name when name.StartsWith(PropertyPrefix, StringComparison.Ordinal) => FindPropertyReader(field),
        var name when name.StartsWith(CustomFieldPrefix, StringComparison.Ordinal) => FindEpicLabelReader(name),
        _ => null,
    };

    private IReadOnlyList<string?> DescribePriority(JiraIssue issue)
    {
        string? id = issue.Values.GetValueOrDefault(FieldIds.Priority).Text();
        return id is null ? [] : [id, state.Priorities.Find(priority => priority.Id == id)?.Name];
    }

    private static IReadOnlyList<string?> DescribeUser(JiraIssue issue, string field) =>
        issue.Values.GetValueOrDefault(field).Text() is { } id ? [id] : [];

    private static Func<JiraIssue, IReadOnlyList<string?>>? FindPropertyReader(string field)
    {
        int end = field.IndexOf(']', StringComparison.Ordinal);
        if (end < 0 || (end + 1 < field.Length && field[end + 1] != '.'))
        {
            return null;
        }

        string key = field[PropertyPrefix.Length..end];
        string[] path = field[(end + 1)..].Split('.', StringSplitOptions.RemoveEmptyEntries);
        return issue =>
        {
            JsonNode? value = issue.Properties.GetValueOrDefault(key);
            foreach (string name in path)
            {
                value = value.Member(name);
            }

            return value switch
            {
                JsonArray array => array.Ids(),
                JsonValue => [value.Id() ?? value.ToJsonString()],
                _ => [],
            };
        };
    }

    private Func<JiraIssue, IReadOnlyList<string?>>? FindEpicLabelReader(string name)
    {
        string id = $"customfield_{name[CustomFieldPrefix.Length..].TrimEnd(']')}";
        return state.FindField(id) is { CustomType: EpicLabel } ? issue => [issue.Values.GetValueOrDefault(id).Text()] : null;
    }

    private static bool IsOneOf(IReadOnlyList<string?> texts, List<string> values)
    {
        foreach (string? text in texts)
        {
            if (text is not null && values.Exists(value => value.Equals(text, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return texts.Count == 0 && values.Exists(static value => value.ToUpperInvariant() is "EMPTY" or "NULL");
    }
}

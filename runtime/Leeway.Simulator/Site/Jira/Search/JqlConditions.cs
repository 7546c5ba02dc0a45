using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The conditions of queries that the simulator supports.</summary>
internal sealed class JqlConditions(JiraState state, Account? caller) : IJqlConditions
{
    private const string Fields = "project, key, status, assignee, labels, summary and text";
    private const string OrderFields = "key, created, updated, status, assignee and summary";

    /// <inheritdoc/>
    public Predicate<JiraIssue> Create(string field, string symbol, List<string> values)
    {
        string name = field.ToLowerInvariant();
        if (name is "text" or "summary")
        {
            return symbol == "~" ? ContainsText(values[0], name == "summary" ? ReadSummary : ReadText) : throw Unsupported(field, symbol, "~");
        }

        Func<JiraIssue, IReadOnlyList<string?>> read = name switch
        {
            "project" => static issue => [issue.Project.Id, issue.Project.Key, issue.Project.Name],
            "key" or "issuekey" or "issue" or "id" => static issue => [issue.Id, issue.Key],
            "status" => static issue => [issue.Status.Id, issue.Status.Name],
            "assignee" => DescribeAssignee,
            "labels" => static issue => issue.Values.GetValueOrDefault(FieldIds.Labels).Ids(),
            _ => throw new FormatException($"The simulator does not support the JQL field '{field}'. It supports {Fields}."),
        };
        CheckValues(name, values);
        return symbol switch
        {
            "=" or "IS" when IsEmpty(values[0]) => issue => read(issue).Count == 0,
            "!=" or "IS NOT" when IsEmpty(values[0]) => issue => read(issue).Count > 0,
            "=" or "IN" => issue => IsOneOf(read(issue), values),
            "!=" or "NOT IN" => issue => read(issue).Count > 0 && !IsOneOf(read(issue), values),
            _ => throw Unsupported(field, symbol, "=, !=, IN, NOT IN, IS EMPTY and IS NOT EMPTY"),
        };
    }

    /// <summary>Creates an order.</summary>
    /// <exception cref="FormatException">The field is not supported.</exception>
    public static Comparison<JiraIssue> CreateOrder(string field) => field.ToLowerInvariant() switch
    {
        "key" or "issuekey" => static (left, right) => CompareKeys(left, right),
        "created" => static (left, right) => left.CreatedAt.CompareTo(right.CreatedAt),
        "updated" => static (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt),
        "status" => static (left, right) => string.CompareOrdinal(left.Status.Id, right.Status.Id),
        "assignee" or "summary" => (left, right) => string.Compare(
            left.Values.GetValueOrDefault(field.ToLowerInvariant()).Text(),
            right.Values.GetValueOrDefault(field.ToLowerInvariant()).Text(),
            StringComparison.OrdinalIgnoreCase),
        _ => throw new FormatException($"The simulator does not support ORDER BY '{field}'. It supports {OrderFields}."),
    };

    private static int CompareKeys(JiraIssue left, JiraIssue right)
    {
        int projects = string.CompareOrdinal(left.Project.Key, right.Project.Key);
        return projects != 0 ? projects : NumberOf(left).CompareTo(NumberOf(right));
    }

    private static int NumberOf(JiraIssue issue) =>
        int.Parse(issue.Key[(issue.Key.LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private IReadOnlyList<string?> DescribeAssignee(JiraIssue issue)
    {
        string? id = issue.Values.GetValueOrDefault(FieldIds.Assignee).Text();
        Account? user = state.FindUser(id);
        return id is null ? [] : [id, user?.Name, user?.Email, id == caller?.AccountId ? "currentUser()" : null];
    }

    // Jira rejects values that do not exist.
    private void CheckValues(string field, List<string> values)
    {
        foreach (string value in values.FindAll(static value => !IsEmpty(value)))
        {
            bool exists = field switch
            {
                "project" => state.Projects.Exists(project => IsOneOf([project.Id, project.Key, project.Name], [value])),
                "status" => state.Statuses.Exists(status => IsOneOf([status.Id, status.Name], [value])),
                "labels" => true,
                "assignee" => !value.EndsWith("()", StringComparison.Ordinal) || value.Equals("currentUser()", StringComparison.OrdinalIgnoreCase),
                _ => state.FindIssue(value) is not null,
            };
            if (!exists)
            {
                throw new FormatException(
                    field == "assignee" ? $"The simulator does not support the JQL function '{value}'. It supports currentUser()."
                    : field is "project" or "status" ? $"The value '{value}' does not exist for the field '{field}'."
                    : $"An issue with key '{value}' does not exist for field '{field}'.");
            }
        }
    }

    private static Predicate<JiraIssue> ContainsText(string text, Func<JiraIssue, string> read)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return issue =>
        {
            string all = read(issue);
            return Array.TrueForAll(words, word => all.Contains(word.TrimEnd('*'), StringComparison.OrdinalIgnoreCase));
        };
    }

    private static string ReadSummary(JiraIssue issue) => issue.Values.GetValueOrDefault(FieldIds.Summary).Text() ?? "";

    private static string ReadText(JiraIssue issue) => string.Join(
        '\n',
        [
            ReadSummary(issue),
            AdfText.Of(issue.Values.GetValueOrDefault(FieldIds.Description)),
            .. issue.Comments.Select(static comment => AdfText.Of(comment.Body)),
        ]);

    private static bool IsOneOf(IReadOnlyList<string?> texts, List<string> values)
    {
        foreach (string? text in texts)
        {
            if (text is not null && values.Exists(value => value.Equals(text, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEmpty(string value) => value.ToUpperInvariant() is "EMPTY" or "NULL";

    private static FormatException Unsupported(string field, string symbol, string supported) =>
        new($"The simulator does not support the operator '{symbol}' for the JQL field '{field}'. It supports {supported}.");
}

using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;

namespace Leeway.Simulator.Control;

/// <summary>Creates the members of events that a person raises without content. The shapes are those of Atlassian's documentation.</summary>
internal static class SampleEvents
{
    private const string OptionPrefix = "option_";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffzz'00'";

    /// <summary>Returns whether the event is about an issue.</summary>
    public static bool IsAboutIssue(string eventName) =>
        eventName.StartsWith("jira:issue_", StringComparison.Ordinal)
        || eventName.StartsWith("comment_", StringComparison.Ordinal)
        || eventName.StartsWith("issue_property_", StringComparison.Ordinal);

    /// <summary>Creates the members that an event has beside its issue; null if it has none.</summary>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="site">The site.</param>
    /// <param name="account">Who caused it.</param>
    /// <param name="now">The current time.</param>
    public static JsonObject? Create(string eventName, SimulatedSite site, Account account, DateTimeOffset now)
    {
        string family = eventName == "jira:issue_updated" ? eventName : eventName[..eventName.LastIndexOf('_')];
        string time = now.ToString(TimeFormat, CultureInfo.InvariantCulture);
        string url = site.Url;
        string? sample = family switch
        {
            "jira:issue_updated" => """{"changelog":{"id":"10100","items":[{"field":"labels","fieldId":"labels","fieldtype":"jira","from":null,"fromString":"","to":null,"toString":"simulated"}]}}""",
            "comment" => $$$"""{"comment":{"self":"{{{url}}}/rest/api/2/issue/10000/comment/10000","id":"10000","body":"A comment of the simulator.","created":"{{{time}}}","updated":"{{{time}}}"}}""",
            "issue_property" => """{"property":{"key":"simulated","value":true}}""",
            "sprint" => $$$"""{"sprint":{"self":"{{{url}}}/rest/agile/1.0/sprint/1","id":1,"name":"Sprint 1","state":"{{{DescribeSprint(eventName)}}}","originBoardId":1}}""",
            "jira:version" => $$$"""{"version":{"self":"{{{url}}}/rest/api/2/version/10000","id":"10000","name":"1.0","archived":false,"released":{{{(eventName == "jira:version_released" ? "true" : "false")}}},"projectId":10000}}""",
            "worklog" => $$$"""{"worklog":{"self":"{{{url}}}/rest/api/2/issue/10000/worklog/10000","id":"10000","issueId":"10000","timeSpent":"1h","timeSpentSeconds":3600,"started":"{{{time}}}","created":"{{{time}}}","updated":"{{{time}}}"}}""",
            "attachment" => $$$"""{"attachment":{"self":"{{{url}}}/rest/api/2/attachment/10000","id":"10000","filename":"simulated.txt","mimeType":"text/plain","size":9,"created":"{{{time}}}"}}""",
            "issuelink" => """{"issueLink":{"id":10000,"sourceIssueId":10000,"destinationIssueId":10001,"issueLinkType":{"id":10000,"name":"Blocks","outwardName":"blocks","inwardName":"is blocked by"}}}""",
            "issuetype" => $$$"""{"issuetype":{"self":"{{{url}}}/rest/api/2/issuetype/10001","id":"10001","name":"Task","subtask":false}}""",
            "project" or "project_soft" or "project_restored" => $$$"""{"project":{"self":"{{{url}}}/rest/api/2/project/10000","id":10000,"key":"DEMO","name":"Demo"}}""",
            "filter" => $$$"""{"filter":{"self":"{{{url}}}/rest/api/2/filter/10000","id":"10000","name":"My issues","jql":"assignee = currentUser()"}}""",
            "board" or "board_configuration" => $$$"""{"board":{"self":"{{{url}}}/rest/agile/1.0/board/1","id":1,"name":"Board 1","type":"scrum"}}""",
            _ when family.StartsWith(OptionPrefix, StringComparison.Ordinal) => $$$"""{"property":{"key":"jira.option.{{{family[OptionPrefix.Length..]}}}","value":"true"}}""",
            _ => null,
        };
        JsonObject? members = sample is null ? null : (JsonObject)JsonNode.Parse(sample)!;
        if (family == "user")
        {
            return new JsonObject { ["user"] = Describe(account, url) };
        }

        if ((members?["comment"] ?? members?["worklog"] ?? members?["attachment"]) is JsonObject written)
        {
            written["author"] = Describe(account, url);
        }

        return members;
    }

    private static string DescribeSprint(string eventName) => eventName switch
    {
        "sprint_started" => "active",
        "sprint_closed" => "closed",
        _ => "future",
    };

    private static JsonObject Describe(Account account, string url) => new()
    {
        ["self"] = $"{url}/rest/api/2/user?accountId={Uri.EscapeDataString(account.AccountId)}",
        ["accountId"] = account.AccountId,
        ["displayName"] = account.Name,
        ["active"] = true,
        ["accountType"] = "atlassian",
    };
}

using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Writes the body of deliveries as Jira does.</summary>
internal sealed class EventWriter(IssueWriter issues)
{
    private static readonly FieldSelection s_allFields = new([], "*navigable");

    // Events of comments and properties have a part of the issue.
    private static readonly FieldSelection s_mainFields = new(
        [FieldIds.Summary, FieldIds.IssueType, FieldIds.Project, FieldIds.Assignee, FieldIds.Priority, FieldIds.Status], "id");

    /// <summary>Writes what is specific to an event.</summary>
    /// <param name="call">The call that caused it, or during which it happened.</param>
    /// <param name="happened">The event.</param>
    public JsonObject Write(SiteRequest call, JiraEvent happened)
    {
        // Links are those of the site, although the call came through the gateway.
        SiteRequest site = call with { Base = call.SiteUrl };
        JsonObject json = [];
        if (happened.Issue is { } issue)
        {
            WriteIssue(json, site, happened, issue);
        }

        foreach ((string name, JsonNode? value) in happened.Members ?? [])
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    private void WriteIssue(JsonObject json, SiteRequest site, JiraEvent happened, JiraIssue issue)
    {
        if (DescribeKind(happened) is not { } kind)
        {
            if (happened.Comment is { } comment)
            {
                json["comment"] = RestV2.From(IssueWriter.Write(site, issue, comment), site.SiteUrl);
            }

            json["issue"] = Write(site, issue, s_mainFields);
            if (happened.PropertyKey is { } key)
            {
                json["property"] = new JsonObject { ["key"] = key, ["value"] = issue.Properties.GetValueOrDefault(key)?.DeepClone() };
            }

            return;
        }

        json["issue_event_type_name"] = kind;
        json["user"] = RestV2.From(JiraJson.Of(site, happened.Author), site.SiteUrl);
        json["issue"] = Write(site, issue, s_allFields);
        if (happened.History is { } history)
        {
            JsonNode changelog = RestV2.From(IssueWriter.Write(site, history), site.SiteUrl)!;
            json["changelog"] = new JsonObject { ["id"] = history.Id, ["items"] = changelog["items"]!.DeepClone() };
        }
    }

    private JsonObject Write(SiteRequest site, JiraIssue issue, FieldSelection fields)
    {
        JsonObject json = (JsonObject)RestV2.From(issues.Write(site, issue, fields, []), site.SiteUrl)!;
        json.Remove("expand");
        return json;
    }

    /// <returns>What was done to the issue; null if the event is about a comment or a property.</returns>
    private static string? DescribeKind(JiraEvent happened) => happened.Name switch
    {
        WebhookEventNames.IssueCreated => "issue_created",
        WebhookEventNames.IssueDeleted => "issue_deleted",
        WebhookEventNames.IssueUpdated when happened.History is { Changes: [{ Field.Id: FieldIds.Assignee }] } => "issue_assigned",
        WebhookEventNames.IssueUpdated when happened.History?.Changes.Any(static change => change.Field.Id == FieldIds.Status) == true => "issue_generic",
        WebhookEventNames.IssueUpdated => "issue_updated",
        _ => null,
    };
}

using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Writes issues as Jira returns them.</summary>
internal sealed class IssueWriter(JiraState state, FieldWriter fieldWriter, FieldOperations fieldOperations)
{
    private const int EmbeddedWorklogs = 20;

    /// <summary>Writes an issue.</summary>
    /// <param name="call">The call.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="selection">The fields to return.</param>
    /// <param name="expand">What to expand, such as <c>changelog</c>.</param>
    public JsonObject Write(SiteRequest call, JiraIssue issue, FieldSelection selection, IReadOnlyCollection<string> expand)
    {
        JsonObject json = new()
        {
            ["expand"] = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
            ["id"] = issue.Id,
            ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}",
            ["key"] = issue.Key,
        };
        Expand(json, selection, expand);
        if (expand.Contains("renderedFields"))
        {
            // Most fields have no other form for people.
            json["renderedFields"] = DescribeFields(selection, field => field.Kind == FieldKind.Document && issue.Values.TryGetValue(field.Id, out JsonNode? value)
                ? JsonValue.Create($"<p>{System.Net.WebUtility.HtmlEncode(AdfText.Of(value)).Replace("\n", "</p>\n<p>", StringComparison.Ordinal)}</p>")
                : null);
        }

        if (expand.Contains("editmeta"))
        {
            json["editmeta"] = new JsonObject { ["fields"] = fieldOperations.DescribeEditableFields(call, issue) };
        }

        if (expand.Contains("transitions"))
        {
            json["transitions"] = state.Statuses.Select(status => WriteTransition(call, status, issue)).ToJsonArray();
        }

        if (expand.Contains("changelog"))
        {
            json["changelog"] = new JsonObject
            {
                ["startAt"] = 0,
                ["maxResults"] = issue.Histories.Count,
                ["total"] = issue.Histories.Count,
                ["histories"] = Enumerable.Reverse(issue.Histories).Select(history => Write(call, history)).ToJsonArray(),
            };
        }

        if (!selection.IsEmpty)
        {
            json["fields"] = DescribeFields(selection, field => WriteField(call, issue, field));
        }

        return json;
    }

    /// <summary>Adds the names and schemas of fields to an issue or to a page of issues.</summary>
    public void Expand(JsonObject json, FieldSelection selection, IReadOnlyCollection<string> expand)
    {
        if (expand.Contains("names"))
        {
            json["names"] = DescribeFields(selection, static field => JsonValue.Create(field.Name));
        }

        if (expand.Contains("schema"))
        {
            json["schema"] = DescribeFields(selection, FieldOperations.DescribeSchema);
        }
    }

    public static JsonObject WriteTransition(SiteRequest call, JiraStatus status, JiraIssue issue) => new()
    {
        ["id"] = status.TransitionId,
        ["name"] = status.Name,
        ["to"] = JiraJson.Of(call, status),
        ["hasScreen"] = false,
        ["isGlobal"] = true,
        ["isInitial"] = false,
        ["isAvailable"] = true,
        ["isConditional"] = false,
        ["isLooped"] = status == issue.Status,
    };

    public static JsonObject Write(SiteRequest call, JiraHistory history)
    {
        JsonArray items = [];
        foreach (JiraChange change in history.Changes)
        {
            items.Add((JsonNode)new JsonObject
            {
                ["field"] = change.Field.IsCustom ? change.Field.Name : change.Field.Id,
                ["fieldtype"] = change.Field.IsCustom ? "custom" : "jira",
                ["fieldId"] = change.Field.Id,
                ["from"] = change.From.Id,
                ["fromString"] = change.From.Text,
                ["to"] = change.To.Id,
                ["toString"] = change.To.Text,
            });
        }

        return new JsonObject
        {
            ["id"] = history.Id,
            ["author"] = JiraJson.Of(call, history.Author),
            ["created"] = JiraJson.FormatDate(history.CreatedAt),
            ["items"] = items,
        };
    }

    public static JsonObject Write(SiteRequest call, JiraIssue issue, JiraComment comment)
    {
        JsonObject json = new()
        {
            ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}/comment/{comment.Id}",
            ["id"] = comment.Id,
            ["author"] = JiraJson.Of(call, comment.Author),
            ["body"] = comment.Body.DeepClone(),
            ["updateAuthor"] = JiraJson.Of(call, comment.Editor),
            ["created"] = JiraJson.FormatDate(comment.CreatedAt),
            ["updated"] = JiraJson.FormatDate(comment.UpdatedAt),
            ["jsdPublic"] = true,
        };
        if (comment.Visibility is { } visibility)
        {
            json["visibility"] = visibility.DeepClone();
        }

        return json;
    }

    public static JsonObject Write(SiteRequest call, JiraIssue issue, JiraWorklog worklog)
    {
        JsonObject json = new()
        {
            ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}/worklog/{worklog.Id}",
            ["author"] = JiraJson.Of(call, worklog.Author),
            ["updateAuthor"] = JiraJson.Of(call, worklog.Editor),
        };
        if (worklog.Comment is { } comment)
        {
            json["comment"] = comment.DeepClone();
        }

        json["created"] = JiraJson.FormatDate(worklog.CreatedAt);
        json["updated"] = JiraJson.FormatDate(worklog.UpdatedAt);
        json["started"] = JiraJson.FormatDate(worklog.StartedAt);
        json["timeSpent"] = JiraDuration.Format(worklog.Seconds);
        json["timeSpentSeconds"] = worklog.Seconds;
        json["id"] = worklog.Id;
        json["issueId"] = issue.Id;
        return json;
    }

    /// <summary>Writes a link as one of its issues shows it; null for the link itself, which shows both.</summary>
    public JsonObject Write(SiteRequest call, JiraLink link, JiraIssue? seenFrom)
    {
        JsonObject json = new()
        {
            ["id"] = link.Id,
            ["self"] = $"{call.Base}/rest/api/3/issueLink/{link.Id}",
            ["type"] = JiraJson.Of(call, link.Type),
        };
        if (seenFrom != link.Inward)
        {
            json["inwardIssue"] = WriteReference(call, link.Inward);
        }

        if (seenFrom != link.Outward)
        {
            json["outwardIssue"] = WriteReference(call, link.Outward);
        }

        return json;
    }

    private JsonObject DescribeFields(FieldSelection selection, Func<JiraField, JsonNode?> describe)
    {
        JsonObject json = [];
        foreach (JiraField field in state.Fields)
        {
            if (selection.Includes(field))
            {
                json[field.Id] = describe(field);
            }
        }

        return json;
    }

    private JsonNode? WriteField(SiteRequest call, JiraIssue issue, JiraField field) => field.Kind switch
    {
        FieldKind.Computed => WriteComputed(call, issue, field.Id),
        FieldKind.IssueType => JiraJson.Of(call, issue.Type),
        FieldKind.Project when !field.IsCustom => JiraJson.Of(call, issue.Project),
        FieldKind.Parent => state.FindIssue(issue.ParentId) is { } parent ? WriteReference(call, parent) : null,
        FieldKind.TimeTracking => WorkTotals.Of(issue).Describe(),
        _ => fieldWriter.Write(call, field, issue.Values.GetValueOrDefault(field.Id)),
    };

    private JsonNode? WriteComputed(SiteRequest call, JiraIssue issue, string id) => id switch
    {
        "created" => JiraJson.FormatDate(issue.CreatedAt),
        "updated" => JiraJson.FormatDate(issue.UpdatedAt),
        "creator" => JiraJson.Of(call, issue.Creator),
        FieldIds.Status => JiraJson.Of(call, issue.Status),
        "statuscategorychangedate" => JiraJson.FormatDate(issue.StatusChangedAt),
        FieldIds.Resolution => issue.Resolution is { } resolution ? JiraJson.Of(call, resolution) : null,
        "resolutiondate" => JiraJson.FormatDate(issue.ResolvedAt),
        "watches" => WriteWatches(call, issue),
        "votes" => new JsonObject { ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Key}/votes", ["votes"] = 0, ["hasVoted"] = false },
        "issuerestriction" => new JsonObject { ["issuerestrictions"] = new JsonObject(), ["shouldDisplay"] = true },
        FieldIds.Attachment => issue.Attachments.Select(attachment => JiraJson.Of(call, attachment)).ToJsonArray(),
        FieldIds.IssueLinks => state.Links.FindAll(link => link.Has(issue)).Select(link => Write(call, link, issue)).ToJsonArray(),
        "subtasks" => state.Issues.FindAll(child => child.ParentId == issue.Id && child.Type.HierarchyLevel < 0).Select(child => WriteReference(call, child)).ToJsonArray(),
        FieldIds.Comment => WriteComments(call, issue),
        FieldIds.Worklog => WriteWorklogs(call, issue),
        "timespent" or "aggregatetimespent" => WorkTotals.Of(issue).Spent,
        "timeestimate" or "aggregatetimeestimate" => WorkTotals.Of(issue).Remaining,
        "timeoriginalestimate" or "aggregatetimeoriginalestimate" => WorkTotals.Of(issue).Original,
        "progress" or "aggregateprogress" => WorkTotals.Of(issue).DescribeProgress(),
        "workratio" => WorkTotals.Of(issue).Ratio,
        _ => null,
    };

    private static JsonObject WriteWatches(SiteRequest call, JiraIssue issue) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Key}/watchers",
        ["watchCount"] = issue.Watchers.Count,
        ["isWatching"] = call.Caller is { } caller && issue.Watchers.Contains(caller.AccountId),
    };

    private static JsonObject WriteComments(SiteRequest call, JiraIssue issue) => new()
    {
        ["comments"] = issue.Comments.Select(comment => Write(call, issue, comment)).ToJsonArray(),
        ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}/comment",
        ["maxResults"] = issue.Comments.Count,
        ["total"] = issue.Comments.Count,
        ["startAt"] = 0,
    };

    // The total counts all worklogs, although an issue contains only the first ones.
    private static JsonObject WriteWorklogs(SiteRequest call, JiraIssue issue) => new()
    {
        ["startAt"] = 0,
        ["maxResults"] = EmbeddedWorklogs,
        ["total"] = issue.Worklogs.Count,
        ["worklogs"] = issue.Worklogs.Take(EmbeddedWorklogs).Select(worklog => Write(call, issue, worklog)).ToJsonArray(),
    };

    private JsonObject WriteReference(SiteRequest call, JiraIssue issue) => new()
    {
        ["id"] = issue.Id,
        ["key"] = issue.Key,
        ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}",
        ["fields"] = new JsonObject
        {
            ["summary"] = issue.Values.GetValueOrDefault(FieldIds.Summary).Text(),
            ["status"] = JiraJson.Of(call, issue.Status),
            ["priority"] = fieldWriter.Write(call, state.GetField(FieldIds.Priority), issue.Values.GetValueOrDefault(FieldIds.Priority)),
            ["issuetype"] = JiraJson.Of(call, issue.Type),
        },
    };
}

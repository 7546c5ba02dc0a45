using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Checks and applies changes to issues, and records them in the changelog.</summary>
internal sealed class IssueEditor(JiraState state, FieldReader reader, FieldWriter writer)
{
    /// <summary>Checks the <c>fields</c> and <c>update</c> of a request. Nothing is changed.</summary>
    /// <param name="body">The request.</param>
    /// <param name="project">The project of the issue.</param>
    /// <param name="issue">The issue; null for a new one.</param>
    /// <param name="caller">The caller.</param>
    public IssueChanges Check(JsonObject body, JiraProject project, JiraIssue? issue, Account? caller)
    {
        IssueChanges changes = new();
        foreach ((string id, JsonNode? value) in body["fields"] as JsonObject ?? [])
        {
            if (issue is null && id is FieldIds.Project or FieldIds.IssueType)
            {
                continue;
            }

            if (state.FindField(id) is { IsEditable: true } field)
            {
                Add(changes, field, reader.Read(field, project, caller, value));
            }
            else
            {
                changes.Errors[id] = $"Field '{id}' cannot be set. It is not on the appropriate screen, or unknown.";
            }
        }

        foreach ((string id, JsonNode? operations) in body["update"] as JsonObject ?? [])
        {
            if (changes.Values.Exists(change => change.Field.Id == id))
            {
                changes.Errors[id] = $"Field '{id}' cannot be in both 'fields' and 'update'.";
                continue;
            }

            foreach (JsonNode? operation in operations as JsonArray ?? [])
            {
                foreach ((string verb, JsonNode? value) in operation as JsonObject ?? [])
                {
                    CheckOperation(changes, id, verb, value, project, issue, caller);
                }
            }
        }

        return changes;
    }

    /// <summary>Applies changes that were checked.</summary>
    public void Apply(JiraIssue issue, IssueChanges changes, Account? author, DateTimeOffset now, bool isNew = false)
    {
        List<JiraChange> history = [];
        foreach ((JiraField field, JsonNode? value) in changes.Values)
        {
            if (ApplyValue(issue, field, value) is { } change)
            {
                history.Add(change);
            }
        }

        foreach (JsonNode comment in changes.Comments)
        {
            AddComment(issue, new JiraComment(state.CommentIds.Next(), author, now) { Body = comment });
        }

        foreach (WorklogInput worklog in changes.Worklogs)
        {
            AddWorklog(issue, worklog, author, now);
        }

        foreach (LinkInput link in changes.Links)
        {
            state.Links.Add(new JiraLink(state.LinkIds.Next(), link.Type, link.Inward ?? issue, link.Outward ?? issue));
        }

        if (!isNew)
        {
            Record(issue, history, author, now);
        }
    }

    public void AddComment(JiraIssue issue, JiraComment comment)
    {
        issue.Comments.Add(comment);
        state.Events.Add(new JiraEvent(WebhookEventNames.CommentCreated, issue, comment.Author, comment.CreatedAt) { Comment = comment });
    }

    public JiraWorklog AddWorklog(JiraIssue issue, WorklogInput input, Account? author, DateTimeOffset now)
    {
        JiraWorklog worklog = new(state.WorklogIds.Next(), author, now)
        {
            Seconds = input.Seconds ?? 0,
            StartedAt = input.StartedAt ?? now,
            Comment = input.Comment,
        };
        issue.Worklogs.Add(worklog);
        issue.UpdatedAt = now;
        return worklog;
    }

    /// <summary>Moves an issue to a status, and sets or clears its resolution.</summary>
    public void MoveTo(JiraIssue issue, JiraStatus status, Account? author, DateTimeOffset now)
    {
        if (status == issue.Status)
        {
            return;
        }

        List<JiraChange> history =
        [
            new(state.GetField(FieldIds.Status), new(issue.Status.Id, issue.Status.Name), new(status.Id, status.Name)),
        ];
        JiraResolution? resolution = status.Category.Key == "done" ? state.Resolutions.FirstOrDefault() : null;
        if (resolution != issue.Resolution)
        {
            history.Insert(0, new(state.GetField(FieldIds.Resolution), new(issue.Resolution?.Id, issue.Resolution?.Name), new(resolution?.Id, resolution?.Name)));
            issue.Resolution = resolution;
            issue.ResolvedAt = resolution is null ? null : now;
        }

        issue.Status = status;
        issue.StatusChangedAt = now;
        Record(issue, history, author, now);
    }

    /// <summary>Adds an entry to the changelog, if anything changed.</summary>
    public void Record(JiraIssue issue, List<JiraChange> changes, Account? author, DateTimeOffset now)
    {
        issue.UpdatedAt = now;
        if (changes.Count > 0)
        {
            JiraHistory history = new(state.HistoryIds.Next(), author, now, changes);
            issue.Histories.Add(history);
            state.Events.Add(new JiraEvent(WebhookEventNames.IssueUpdated, issue, author, now) { History = history });
        }
    }

    /// <summary>Checks a link in the form that <c>issueLink</c> has.</summary>
    /// <param name="value">The link.</param>
    /// <param name="link">The link, if it is accepted.</param>
    /// <returns>Why the link is rejected; null if it is accepted.</returns>
    public string? CheckLink(JsonNode? value, out LinkInput? link)
    {
        link = null;
        string? id = value.Member("type").Member("id").Id();
        string? name = value.Member("type").Member("name").Text();
        if (state.LinkTypes.Find(candidate => id is not null ? candidate.Id == id : string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } type)
        {
            return $"No issue link type with {(id is not null ? "id" : "name")} '{id ?? name}' found.";
        }

        JiraIssue? inward = FindIssue(value.Member("inwardIssue"));
        JiraIssue? outward = FindIssue(value.Member("outwardIssue"));
        if ((inward is null && value.Member("inwardIssue") is not null) || (outward is null && value.Member("outwardIssue") is not null) || (inward ?? outward) is null)
        {
            return "Issue does not exist or you do not have permission to see it.";
        }

        link = new LinkInput(type, inward, outward);
        return null;
    }

    private JiraIssue? FindIssue(JsonNode? reference) => state.FindIssue(reference.Member("key").Text() ?? reference.Member("id").Id());

    private JiraChange? ApplyValue(JiraIssue issue, JiraField field, JsonNode? value)
    {
        if (field.Kind == FieldKind.IssueType)
        {
            JiraIssueType type = state.IssueTypes.Find(candidate => candidate.Id == value.Text())!;
            JiraChange typeChange = new(field, new(issue.Type.Id, issue.Type.Name), new(type.Id, type.Name));
            bool isChanged = type != issue.Type;
            issue.Type = type;
            return isChanged ? typeChange : null;
        }

        JsonNode? before = issue.Values.GetValueOrDefault(field.Id);
        if (JsonNode.DeepEquals(before, value))
        {
            return null;
        }

        JiraChange change = new(field, writer.Describe(field, before), writer.Describe(field, value));
        if (value is null)
        {
            issue.Values.Remove(field.Id);
        }
        else
        {
            issue.Values[field.Id] = value.DeepClone();
        }

        return change;
    }

    private void CheckOperation(
        IssueChanges changes, string id, string verb, JsonNode? value, JiraProject project, JiraIssue? issue, Account? caller)
    {
        switch (id, verb)
        {
            case (FieldIds.Comment, "add"):
                if (AdfText.IsDocument(value.Member("body")))
                {
                    changes.Comments.Add(value.Member("body")!.DeepClone());
                }
                else
                {
                    changes.Errors[id] = "Comment body is not valid!";
                }

                return;
            case (FieldIds.Worklog, "add"):
                if (WorklogInput.Read(value, isNew: true, out _, out string problem) is { } worklog)
                {
                    changes.Worklogs.Add(worklog);
                }
                else
                {
                    changes.Errors[id] = problem;
                }

                return;
            case (FieldIds.IssueLinks, "add"):
                if (CheckLink(value, out LinkInput? link) is { } error)
                {
                    changes.Errors[id] = error;
                }
                else
                {
                    changes.Links.Add(link!);
                }

                return;
        }

        if (state.FindField(id) is not { IsEditable: true } field)
        {
            changes.Errors[id] = $"Field '{id}' cannot be set. It is not on the appropriate screen, or unknown.";
            return;
        }

        JsonNode? current = changes.TryGet(field, out JsonNode? changed) ? changed : issue?.Values.GetValueOrDefault(id);
        switch (verb)
        {
            case "set":
            case "edit" when !field.IsList:
                Add(changes, field, reader.Read(field, project, caller, value));
                break;
            case "add" or "remove" when field.IsList:
                Add(changes, field, reader.ReadItem(field, project, caller, value), current as JsonArray ?? [], verb == "add");
                break;
            default:
                changes.Errors[id] = $"Field '{id}' does not support operation '{verb}'.";
                break;
        }
    }

    private static void Add(IssueChanges changes, JiraField field, FieldInput input)
    {
        if (input.Error is { } error)
        {
            changes.Errors[field.Id] = error;
        }
        else
        {
            changes.Set(field, input.Value);
        }
    }

    private static void Add(IssueChanges changes, JiraField field, FieldInput item, JsonArray current, bool isAdded)
    {
        JsonArray items = [];
        foreach (JsonNode? existing in current)
        {
            if (!JsonNode.DeepEquals(existing, item.Value))
            {
                items.Add(existing!.DeepClone());
            }
        }

        if (isAdded && item.Value is not null)
        {
            items.Add(item.Value);
        }

        Add(changes, field, item.Error is not null ? item : items.Count == 0 ? FieldInput.Cleared : FieldInput.Accept(items));
    }
}

using Leeway.Fields;
using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>A worklog as webhooks deliver it: with its text as wiki markup.</summary>
public sealed class WebhookWorklog
{
    private WebhookWorklog(RawJson json)
    {
        Json = json;
        Id = json.FindId("id");
        IssueId = json.FindId("issueId");
        Self = json.FindAddress("self");
        Comment = json.FindString("comment");
        Author = json.FindModel<IssueUser>("author");
        UpdateAuthor = json.FindModel<IssueUser>("updateAuthor");
        Created = json.FindTime("created");
        Updated = json.FindTime("updated");
        Started = json.FindTime("started");
        TimeSpent = json.FindString("timeSpent");
        TimeSpentSeconds = json.FindInteger("timeSpentSeconds");
    }

    /// <summary>The id.</summary>
    public string? Id { get; }

    /// <summary>The id of the issue.</summary>
    public string? IssueId { get; }

    /// <summary>The address of the worklog.</summary>
    public Uri? Self { get; }

    /// <summary>The text in wiki markup.</summary>
    public string? Comment { get; }

    /// <summary>Who added it.</summary>
    public IssueUser? Author { get; }

    /// <summary>Who changed it last.</summary>
    public IssueUser? UpdateAuthor { get; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset? Created { get; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? Updated { get; }

    /// <summary>When the work began.</summary>
    public DateTimeOffset? Started { get; }

    /// <summary>The time spent, such as <c>3h 20m</c>.</summary>
    public string? TimeSpent { get; }

    /// <summary>The time spent, in seconds.</summary>
    public long? TimeSpentSeconds { get; }

    /// <summary>The worklog as it was delivered.</summary>
    public RawJson Json { get; }

    internal static WebhookWorklog? Find(RawJson json) => json.FindObject("worklog") is { } worklog ? new WebhookWorklog(worklog) : null;
}

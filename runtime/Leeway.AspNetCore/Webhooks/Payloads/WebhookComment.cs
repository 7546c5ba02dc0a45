using Leeway.Fields;
using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>A comment as webhooks deliver it: with its text as wiki markup.</summary>
public sealed class WebhookComment
{
    private WebhookComment(RawJson json)
    {
        Json = json;
        Id = json.FindId("id");
        Self = json.FindAddress("self");
        Body = json.FindString("body");
        Author = json.FindModel<IssueUser>("author");
        UpdateAuthor = json.FindModel<IssueUser>("updateAuthor");
        Created = json.FindTime("created");
        Updated = json.FindTime("updated");
        JsdPublic = json.FindBoolean("jsdPublic");
    }

    /// <summary>The id.</summary>
    public string? Id { get; }

    /// <summary>The address of the comment.</summary>
    public Uri? Self { get; }

    /// <summary>The text in wiki markup.</summary>
    public string? Body { get; }

    /// <summary>Who wrote it.</summary>
    public IssueUser? Author { get; }

    /// <summary>Who changed it last.</summary>
    public IssueUser? UpdateAuthor { get; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? Created { get; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? Updated { get; }

    /// <summary>Whether customers of Jira Service Management can see it.</summary>
    public bool? JsdPublic { get; }

    /// <summary>The comment as it was delivered.</summary>
    public RawJson Json { get; }

    internal static WebhookComment? Find(RawJson json) => json.FindObject("comment") is { } comment ? new WebhookComment(comment) : null;
}

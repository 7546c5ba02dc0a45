using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>A link between issues.</summary>
public sealed class WebhookIssueLink
{
    private WebhookIssueLink(RawJson json)
    {
        Json = json;
        Id = json.FindId("id");
        SourceIssueId = json.FindId("sourceIssueId");
        DestinationIssueId = json.FindId("destinationIssueId");
        if (json.FindObject("issueLinkType") is { } type)
        {
            TypeId = type.FindId("id");
            TypeName = type.FindString("name");
        }
    }

    /// <summary>The id.</summary>
    public string? Id { get; }

    /// <summary>The id of the issue that the link starts at.</summary>
    public string? SourceIssueId { get; }

    /// <summary>The id of the issue that the link points to.</summary>
    public string? DestinationIssueId { get; }

    /// <summary>The id of the type of the link.</summary>
    public string? TypeId { get; }

    /// <summary>The name of the type, such as <c>Blocks</c>.</summary>
    public string? TypeName { get; }

    /// <summary>The link as it was delivered.</summary>
    public RawJson Json { get; }

    internal static WebhookIssueLink? Find(RawJson json) => json.FindObject("issueLink") is { } link ? new WebhookIssueLink(link) : null;
}

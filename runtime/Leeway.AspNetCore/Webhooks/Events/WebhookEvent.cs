using System.Diagnostics;
using System.Text.Json;
using Leeway.Fields;
using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event that a webhook of Jira reports. Handlers for this type receive every event.</summary>
/// <remarks>
/// Atlassian documents few members of deliveries as required. Each member that is missing, or has an unexpected shape, is
/// <see langword="null"/>; <see cref="Json"/> has the delivery as it arrived.
/// </remarks>
[DebuggerDisplay("{Name,nq}")]
public abstract class WebhookEvent
{
    private protected WebhookEvent(WebhookPayload payload)
    {
        Name = payload.Name;
        Json = payload.Json;
        Timestamp = payload.Json.FindTime("timestamp");
        User = payload.Json.FindModel<IssueUser>("user");
        MatchedWebhookIds = ReadIds(payload.Json);
        BulkOperation = payload.Json.FindObject("bulkOperationMetaData");
    }

    /// <summary>The name of the event, such as <c>jira:issue_updated</c>; empty if the delivery has none.</summary>
    public string Name { get; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? Timestamp { get; }

    /// <summary>Who did it, without an e-mail address.</summary>
    public IssueUser? User { get; }

    /// <summary>The ids of the dynamic webhooks that match the event. They are unique within the site. Other webhooks have none.</summary>
    public IReadOnlyList<long> MatchedWebhookIds { get; }

    /// <summary>What is known about the bulk operation that the event belongs to.</summary>
    public RawJson? BulkOperation { get; }

    /// <summary>The delivery as it arrived.</summary>
    public RawJson Json { get; }

    private static List<long> ReadIds(RawJson json)
    {
        List<long> ids = [];
        if (json.TryFind("matchedWebhookIds") is { Kind: JsonValueKind.Array } array)
        {
            foreach (RawJson element in array.EnumerateArray())
            {
                if (element.TryGetInt64(out long id))
                {
                    ids.Add(id);
                }
            }
        }

        return ids;
    }
}

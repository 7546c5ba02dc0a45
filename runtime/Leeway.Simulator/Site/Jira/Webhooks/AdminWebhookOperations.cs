using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operation that creates the webhook of an administrator, which no document of Atlassian describes. Apps cannot call it.</summary>
internal sealed class AdminWebhookOperations(WebhookRegistry registry)
{
    private const string IssueFilter = "issue-related-events-section";

    public void AddTo(OperationTable table) => table.Add("jira", "createAdminWebhook", Create);

    private SimulatedResponse Create(SiteRequest call)
    {
        if (call is not { App: null, Caller: not null })
        {
            return ErrorAnswers.Jira(403, "Only administrators can create webhooks here. Apps use /rest/api/3/webhook.");
        }

        JsonObject? body = call.ReadObject();
        List<string> events = (body?["events"]).Ids();
        if (!Uri.TryCreate((body?["url"]).Text(), UriKind.Absolute, out Uri? url) || events.Count == 0)
        {
            return ErrorAnswers.Jira(400, "Specify an absolute 'url' and at least one of 'events'.");
        }

        SimulatedAdminWebhook webhook = new()
        {
            Url = url, Events = events, Secret = body!["secret"].Text(), JqlFilter = body["filters"].Member(IssueFilter).Text(),
        };
        try
        {
            registry.Add(webhook);
        }
        catch (FormatException exception)
        {
            return ErrorAnswers.Jira(400, exception.Message);
        }

        // The secret is never shown again.
        JsonObject created = (JsonObject)body.DeepClone();
        created.Remove("secret");
        created["enabled"] = true;
        created["isSigned"] = webhook.Secret is not null;
        return SimulatedResponse.Json(201, created);
    }
}

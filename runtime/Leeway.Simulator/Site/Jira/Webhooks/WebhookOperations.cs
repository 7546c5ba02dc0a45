using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of dynamic webhooks, which only apps with the consent of a user can call.</summary>
internal sealed class WebhookOperations(WebhookRegistry registry, WebhookRegistrationOptions options)
{
    private const int MaxPage = 100;

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "registerDynamicWebhooks", call => AsApp(call, (app, account) => Register(call, app, account)));
        table.Add("jira", "getDynamicWebhooksForApp", call => AsApp(call, (app, account) => List(call, app, account)));
        table.Add("jira", "refreshWebhooks", call => AsApp(call, (app, account) => Refresh(call, app, account)));
        table.Add("jira", "deleteWebhookById", call => AsApp(call, (app, account) => Delete(call, app, account)));
    }

    private SimulatedResponse AsApp(SiteRequest call, Func<RegisteredApp, Account, SimulatedResponse> handle)
    {
        registry.RemoveExpired(call.Now);
        return call is { App: { } app, Caller: { } account }
            ? handle(app, account)
            : ErrorAnswers.Jira(403, "Only Connect and OAuth 2.0 apps can use this operation.");
    }

    private SimulatedResponse Register(SiteRequest call, RegisteredApp app, Account account)
    {
        JsonObject? body = call.ReadObject();
        if (body?["webhooks"] is not JsonArray { Count: > 0 } webhooks)
        {
            return ErrorAnswers.Jira(400, "Specify 'url' and at least one of 'webhooks'.");
        }

        Uri url = new(body["url"].Text() ?? "", UriKind.RelativeOrAbsolute);
        if (registry.FindUrlFault(app, url) is { } fault)
        {
            return ErrorAnswers.Jira(400, fault);
        }

        JsonArray results = [];
        foreach (JsonNode? details in webhooks)
        {
            SimulatedWebhook? webhook = registry.Register(app, account, url, details, call.Now, out List<string> errors);
            results.Add((JsonNode)(webhook is null
                ? new JsonObject { ["errors"] = errors.Select(static error => (JsonNode?)error).ToJsonArray() }
                : new JsonObject { ["createdWebhookId"] = webhook.Id }));
        }

        return SimulatedResponse.Json(200, new JsonObject { ["webhookRegistrationResult"] = results }).Holding(objects: results.Count);
    }

    private SimulatedResponse List(SiteRequest call, RegisteredApp app, Account account) =>
        JiraPage.Create(call, registry.List(app, account), MaxPage, MaxPage, (_, webhook) => Describe(webhook));

    private SimulatedResponse Refresh(SiteRequest call, RegisteredApp app, Account account) =>
        (call.ReadObject()?["webhookIds"]).Ids() is { Count: > 0 } ids
            ? SimulatedResponse.Json(200, new JsonObject { ["expirationDate"] = Describe(registry.Refresh(app, account, ids, call.Now)) })
            : MissingIds();

    private SimulatedResponse Delete(SiteRequest call, RegisteredApp app, Account account)
    {
        if ((call.ReadObject()?["webhookIds"]).Ids() is not { Count: > 0 } ids)
        {
            return MissingIds();
        }

        registry.Delete(app, account, ids);
        return new SimulatedResponse(202);
    }

    private JsonObject Describe(SimulatedWebhook webhook)
    {
        JsonObject json = new()
        {
            ["id"] = webhook.Id,
            ["jqlFilter"] = webhook.JqlFilter,
            ["events"] = webhook.Events.Select(static name => (JsonNode?)name).ToJsonArray(),
            ["url"] = webhook.Url.OriginalString,
            ["expirationDate"] = Describe(webhook.ExpiresAt),
        };
        AddNames(json, "fieldIdsFilter", webhook.FieldIdsFilter);
        AddNames(json, "issuePropertyKeysFilter", webhook.IssuePropertyKeysFilter);
        return json;
    }

    private JsonNode Describe(DateTimeOffset expiresAt) =>
        options.WritesExpirationAsText ? JiraJson.FormatDate(expiresAt) : expiresAt.ToUnixTimeMilliseconds();

    private static void AddNames(JsonObject json, string name, IReadOnlyList<string>? values)
    {
        if (values is not null)
        {
            json[name] = values.Select(static value => (JsonNode?)value).ToJsonArray();
        }
    }

    private static SimulatedResponse MissingIds() => ErrorAnswers.Jira(400, "Specify at least one of 'webhookIds'.");
}

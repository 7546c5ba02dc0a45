using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Simulator.Pages;
using Leeway.Simulator.Site;
using Leeway.Simulator.Webhooks;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Control;

/// <summary>The page on which a person sees the webhooks and their deliveries, and sends events. Programs send and receive JSON.</summary>
/// <param name="simulator">The simulator.</param>
/// <param name="webhooks">The deliveries.</param>
internal sealed class ControlPage(ISimulatedAtlassian simulator, SimulatedWebhooks webhooks)
{
    /// <summary>The path of the page.</summary>
    public const string Path = "/simulator";

    /// <summary>The path at which events are raised.</summary>
    public const string EventsPath = "/simulator/events";

    /// <summary>The path at which a delivery is sent again.</summary>
    public const string DeliveriesPath = "/simulator/deliveries";

    private const string EventField = "event";
    private const string IssueField = "issue";
    private const string SiteField = "site";
    private const string MembersField = "members";
    private const string IdentifierField = "identifier";
    private const int MaxShown = 50;

    /// <summary>Processes a request to one of the paths.</summary>
    public SimulatedResponse Handle(SimulatedRequest request) => (request.Method, request.Path) switch
    {
        ("GET", Path) => Show(200, null),
        ("POST", _) when IsFromAnotherSite(request) => SimulatedResponse.Text(403, "Only pages of the simulator can send this form."),
        ("POST", EventsPath) => Publish(request),
        ("POST", DeliveriesPath) => SendAgain(request),
        _ => SimulatedResponse.Html(404),
    };

    // A page of the internet can send forms to this machine.
    private static bool IsFromAnotherSite(SimulatedRequest request) =>
        request.Headers.TryGetValue("Sec-Fetch-Site", out string? source) && source is not ("same-origin" or "none");

    private SimulatedResponse Publish(SimulatedRequest request)
    {
        bool isProgram = IsProgram(request);
        try
        {
            JsonObject order = isProgram ? ReadObject(Encoding.UTF8.GetString(request.Body.Span)) : ReadForm(request);
            IReadOnlyList<SimulatedDelivery> created = Publish(order);
            string? problem = created.Count > 0 ? null : $"No webhook matches {order[EventField].Text()}.";
            return isProgram
                ? SimulatedResponse.Json(200, new JsonObject { ["deliveries"] = created.Select(static delivery => (JsonNode?)Describe(delivery)).ToJsonArray() })
                : problem is null ? SimulatedResponse.Redirect(303, Path) : Show(200, problem);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            return isProgram ? SimulatedResponse.Json(400, new JsonObject { ["error"] = exception.Message }) : Show(400, exception.Message);
        }
    }

    private IReadOnlyList<SimulatedDelivery> Publish(JsonObject order)
    {
        string name = order[EventField].Text() ?? "";
        if (!SimulatedWebhooks.EventNames.Contains(name))
        {
            throw new ArgumentException($"'{name}' is not an event that Atlassian documents.");
        }

        string? wanted = order[SiteField].Text();
        SimulatedSite site = simulator.Sites.FirstOrDefault(known => wanted is null || known.CloudId == wanted || known.Name == wanted || known.Url == wanted)
            ?? throw new ArgumentException($"There is no site '{wanted}'. The sites are {string.Join(", ", simulator.Sites.Select(static known => known.Name))}.");
        string? issue = order[IssueField].Text() ?? (SampleEvents.IsAboutIssue(name) ? site.Jira.FindFirstIssueKey() : null);
        if (issue is null && SampleEvents.IsAboutIssue(name))
        {
            throw new ArgumentException($"The site '{site.Name}' has no issue that {name} could be about.");
        }

        JsonObject? members = order[MembersField] as JsonObject ?? SampleEvents.Create(name, site, simulator.Account, simulator.Time.GetUtcNow());
        return webhooks.Publish(site, name, issue, members);
    }

    private SimulatedResponse SendAgain(SimulatedRequest request)
    {
        bool isProgram = IsProgram(request);
        try
        {
            string? identifier = isProgram
                ? ReadObject(Encoding.UTF8.GetString(request.Body.Span))[IdentifierField].Text()
                : request.FormValues(IdentifierField).FirstOrDefault();
            SimulatedDelivery delivery = webhooks.Deliveries.FirstOrDefault(known => known.Identifier == identifier)
                ?? throw new ArgumentException($"There is no delivery '{identifier}'.");
            webhooks.SendAgain(delivery);
            return isProgram ? SimulatedResponse.Json(200, Describe(delivery)) : SimulatedResponse.Redirect(303, Path);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            return isProgram ? SimulatedResponse.Json(400, new JsonObject { ["error"] = exception.Message }) : Show(400, exception.Message);
        }
    }

    private static bool IsProgram(SimulatedRequest request) =>
        request.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;

    private static JsonObject ReadForm(SimulatedRequest request)
    {
        JsonObject order = [];
        foreach (string name in (string[])[EventField, IssueField, SiteField, MembersField])
        {
            string value = request.FormValues(name).FirstOrDefault()?.Trim() ?? "";
            order[name] = value.Length == 0 ? null : name == MembersField ? ReadObject(value) : value;
        }

        return order;
    }

    private static JsonObject ReadObject(string text) =>
        JsonNode.Parse(text) as JsonObject ?? throw new JsonException("The JSON is not an object.");

    private static JsonObject Describe(SimulatedDelivery delivery) => new()
    {
        [IdentifierField] = delivery.Identifier,
        [EventField] = delivery.EventName,
        ["url"] = delivery.Url.OriginalString,
        ["webhookIds"] = delivery.MatchedWebhookIds.Select(static id => (JsonNode?)id).ToJsonArray(),
        ["state"] = delivery.State.ToString(),
    };

    private SimulatedResponse Show(int status, string? problem)
    {
        Html[] registered =
        [
            .. simulator.Sites.SelectMany(static site => site.Jira.Webhooks.Select(webhook => Write(site, webhook.Url, webhook.Events, webhook.JqlFilter, webhook.ExpiresAt))),
            .. simulator.Sites.SelectMany(static site => site.Jira.AdminWebhooks.Select(webhook => Write(site, webhook.Url, webhook.Events, webhook.JqlFilter, null))),
        ];
        Html[] deliveries = [.. webhooks.Deliveries.Reverse().Take(MaxShown).Select(Write)];
        Html content = Html.Of($"""
            <h1>Webhooks</h1>
            {(problem is null ? Html.Empty : Html.Of($"""<p class="error" role="alert">{problem}</p>"""))}
            <h2>Registered</h2>
            {(registered.Length == 0 ? Html.Of($"<p>No application has registered a webhook.</p>") : Html.Of($"<ul>{Html.Join(registered)}</ul>"))}
            <h2>Send an event</h2>
            {WriteForm()}
            <h2>Deliveries</h2>
            {(deliveries.Length == 0 ? Html.Of($"<p>Nothing was sent.</p>") : Html.Of($"<ul>{Html.Join(deliveries)}</ul>"))}
            <form method="get" action="{Path}"><div class="actions"><button type="submit">Refresh</button></div></form>

            """);
        return PageFrame.Create(status, "Webhooks", content, "'self'");
    }

    private Html WriteForm() => Html.Of($"""
        <form method="post" action="{EventsPath}">
        <div class="field"><label for="event">Event</label>
        <input type="text" id="event" name="{EventField}" list="events" value="jira:issue_updated" required autocomplete="off">
        <datalist id="events">{Html.Join(SimulatedWebhooks.EventNames.Select(static name => Html.Of($"""<option value="{name}"></option>""")))}</datalist></div>
        <div class="field"><label for="issue">Issue <span class="detail">The key. Empty: the first issue, or none if the event is not about an issue.</span></label>
        <input type="text" id="issue" name="{IssueField}" autocomplete="off"></div>
        <div class="field"><label for="site">Site</label>
        <select id="site" name="{SiteField}">{Html.Join(simulator.Sites.Select(static site => Html.Of($"""<option value="{site.CloudId}">{site.Name}</option>""")))}</select></div>
        <div class="field"><label for="members">Members <span class="detail">A JSON object that is added to the body. Empty: sample content.</span></label>
        <textarea id="members" name="{MembersField}" rows="3" spellcheck="false"></textarea></div>
        <div class="actions"><button type="submit" class="primary">Send</button></div>
        </form>
        """);

    private static Html Write(SimulatedSite site, Uri url, IReadOnlyList<string> events, string? filter, DateTimeOffset? expiresAt) => Html.Of($"""
        <li>{url.OriginalString} <span class="detail">{site.Name}, {(filter is null ? "all issues" : filter)}, {(expiresAt is { } end ? $"expires {Format(end)}" : "of an administrator")}</span>
        <span class="detail">{(events.Count == SimulatedWebhooks.EventNames.Count ? "all events" : string.Join(", ", events))}</span></li>

        """);

    private static Html Write(SimulatedDelivery delivery) => Html.Of($"""
        <li>{delivery.EventName} <span class="detail">{delivery.Url.OriginalString}: {Describe(delivery.State, delivery)}</span>
        {Html.Join(delivery.Attempts.Select(static attempt => Html.Of($"""<span class="detail">{Describe(attempt)}</span>""")))}
        <details><summary>Body</summary><pre>{Encoding.UTF8.GetString(delivery.Body.Span)}</pre></details>
        <form method="post" action="{DeliveriesPath}"><input type="hidden" name="{IdentifierField}" value="{delivery.Identifier}">
        <button type="submit" aria-label="Send {delivery.EventName} again">Send again</button></form></li>

        """);

    private static string Describe(DeliveryState state, SimulatedDelivery delivery) => state switch
    {
        DeliveryState.Delivered => "delivered",
        DeliveryState.GivenUp => "given up",
        _ => $"is sent{(delivery.Attempts.Count > 0 ? " again" : "")} at {Format(delivery.DueAt)}",
    };

    private static string Describe(DeliveryAttempt attempt) =>
        $"{Format(attempt.At)}: {(attempt.Status is { } status ? $"status {status.ToString(CultureInfo.InvariantCulture)}" : attempt.Exception?.Message ?? "lost")}";

    private static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

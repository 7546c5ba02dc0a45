using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The dynamic webhooks of a site.</summary>
internal sealed class WebhookRegistry(JiraState state, WebhookRegistrationOptions options)
{
    private const int MaxWebhooks = 5;
    private const int ExpiredMonths = 3;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(30);

    private readonly IdSequence _ids = new(1000);
    private readonly List<SimulatedWebhook> _webhooks = [];
    private readonly List<(SimulatedAdminWebhook Webhook, Predicate<JiraIssue> Condition)> _adminWebhooks = [];

    /// <summary>All webhooks, including expired ones that can still be refreshed.</summary>
    public IReadOnlyList<SimulatedWebhook> Webhooks => _webhooks;

    /// <summary>The webhooks of administrators.</summary>
    public IEnumerable<SimulatedAdminWebhook> AdminWebhooks => _adminWebhooks.Select(static added => added.Webhook);

    /// <summary>Removes the webhooks that expired too long ago to be refreshed.</summary>
    public void RemoveExpired(DateTimeOffset now) => _webhooks.RemoveAll(webhook => webhook.ExpiresAt.AddMonths(ExpiredMonths) <= now);

    /// <summary>Returns why an app cannot have webhooks with an address; null if it can. An app has only one address.</summary>
    public string? FindUrlFault(RegisteredApp app, Uri url)
    {
        // Loopback addresses are for applications on the machine of the simulator.
        if (!url.IsAbsoluteUri || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            return $"The URL '{url.OriginalString}' is not valid. It must be an absolute https address.";
        }

        return _webhooks.Find(webhook => webhook.ClientId == app.ClientId)?.Url is { } other && other != url
            ? $"Only a single URL per app is allowed to be registered. The URL of this app is '{other}'."
            : null;
    }

    /// <summary>Returns the webhooks that an app can use for an account.</summary>
    public List<SimulatedWebhook> List(RegisteredApp app, Account account) => _webhooks.FindAll(webhook => IsOf(webhook, app, account));

    /// <summary>Registers a webhook.</summary>
    /// <param name="app">The app.</param>
    /// <param name="account">The user that the app calls for.</param>
    /// <param name="url">The address.</param>
    /// <param name="details">The webhook as the app describes it.</param>
    /// <param name="now">The current time.</param>
    /// <param name="errors">Why the webhook is rejected.</param>
    /// <returns>The webhook; null if it is rejected.</returns>
    public SimulatedWebhook? Register(RegisteredApp app, Account account, Uri url, JsonNode? details, DateTimeOffset now, out List<string> errors)
    {
        errors = [];
        List<string> events = details.Member("events").Ids();
        if (events.Count == 0)
        {
            errors.Add("Specify at least one event");
        }

        foreach (string name in events.FindAll(static name => !WebhookEventNames.IsDynamic(name)))
        {
            errors.Add($"The event {name} is unsupported");
        }

        string filter = details.Member("jqlFilter").Text() ?? "";
        Predicate<JiraIssue>? condition = ParseFilter(filter, errors);
        if (_webhooks.FindAll(webhook => webhook.ClientId == app.ClientId && webhook.AccountId == account.AccountId).Count >= MaxWebhooks)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"The app has {MaxWebhooks} webhooks for this user, which is the maximum"));
        }

        if (errors.Count > 0)
        {
            return null;
        }

        SimulatedWebhook webhook = new()
        {
            Id = long.Parse(_ids.Next(), CultureInfo.InvariantCulture),
            ClientId = app.ClientId,
            AccountId = account.AccountId,
            Url = url,
            JqlFilter = filter,
            Events = events,
            FieldIdsFilter = ReadNames(details, "fieldIdsFilter"),
            IssuePropertyKeysFilter = ReadNames(details, "issuePropertyKeysFilter"),
            ExpiresAt = now + s_lifetime,
            Condition = condition!,
        };
        _webhooks.Add(webhook);
        return webhook;
    }

    /// <summary>Extends the life of webhooks. Ids of others are ignored.</summary>
    /// <returns>When the refreshed webhooks expire.</returns>
    public DateTimeOffset Refresh(RegisteredApp app, Account account, List<string> ids, DateTimeOffset now)
    {
        DateTimeOffset expiresAt = now + s_lifetime;
        for (int i = 0; i < _webhooks.Count; i++)
        {
            if (IsOf(_webhooks[i], app, account) && ids.Contains(_webhooks[i].Id.ToString(CultureInfo.InvariantCulture)))
            {
                _webhooks[i] = _webhooks[i] with { ExpiresAt = expiresAt };
            }
        }

        return expiresAt;
    }

    /// <summary>Deletes webhooks. Ids of others are ignored.</summary>
    public void Delete(RegisteredApp app, Account account, List<string> ids) =>
        _webhooks.RemoveAll(webhook => IsOf(webhook, app, account) && ids.Contains(webhook.Id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Adds the webhook of an administrator.</summary>
    /// <exception cref="FormatException">The query is invalid, or uses something that the simulator does not support.</exception>
    public void Add(SimulatedAdminWebhook webhook) =>
        _adminWebhooks.Add((webhook, JqlParser.Parse(webhook.JqlFilter ?? "", new JqlConditions(state, null)).Condition));

    /// <summary>Finds the webhooks that match an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="write">Writes the members of the body.</param>
    /// <returns>The event and the webhooks; null if no webhook matches.</returns>
    public RaisedEvent? Match(JiraEvent happened, Func<JsonObject> write)
    {
        List<SimulatedWebhook> webhooks = _webhooks.FindAll(webhook =>
            happened.At < webhook.ExpiresAt && webhook.Events.Contains(happened.Name) && IsMatch(happened, webhook.Condition));
        List<SimulatedAdminWebhook> adminWebhooks = [];
        foreach ((SimulatedAdminWebhook webhook, Predicate<JiraIssue> condition) in _adminWebhooks)
        {
            if (webhook.Events.Contains(happened.Name) && IsMatch(happened, condition))
            {
                adminWebhooks.Add(webhook);
            }
        }

        if (webhooks.Count == 0 && adminWebhooks.Count == 0)
        {
            return null;
        }

        JsonObject members = write();
        webhooks.RemoveAll(webhook => !PassesFilters(webhook, happened.Name, members));
        return webhooks.Count == 0 && adminWebhooks.Count == 0 ? null : new RaisedEvent(happened.Name, happened.At, happened.IsSecondary, members, webhooks, adminWebhooks);
    }

    private static bool IsMatch(JiraEvent happened, Predicate<JiraIssue> condition) => happened.Issue is null || condition(happened.Issue);

    private static bool PassesFilters(SimulatedWebhook webhook, string name, JsonObject members) => name switch
    {
        WebhookEventNames.IssueUpdated when webhook.FieldIdsFilter is { } ids =>
            members["changelog"].Member("items") is JsonArray items && items.Any(item => ids.Contains(item.Member("fieldId").Text() ?? "")),
        WebhookEventNames.IssuePropertySet or WebhookEventNames.IssuePropertyDeleted when webhook.IssuePropertyKeysFilter is { } keys =>
            keys.Contains(members["property"].Member("key").Text() ?? ""),
        _ => true,
    };

    private bool IsOf(SimulatedWebhook webhook, RegisteredApp app, Account account) =>
        webhook.ClientId == app.ClientId && (options.SharesWebhooksOfUsers || webhook.AccountId == account.AccountId);

    private Predicate<JiraIssue>? ParseFilter(string filter, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            errors.Add("Specify a jqlFilter");
            return null;
        }

        try
        {
            JqlQuery query = JqlParser.Parse(filter, new WebhookConditions(state));
            if (query.Orders.Count == 0)
            {
                return query.Condition;
            }

            errors.Add("ORDER BY is unsupported");
        }
        catch (FormatException exception)
        {
            errors.Add(exception.Message);
        }

        return null;
    }

    private static List<string>? ReadNames(JsonNode? details, string name) => details.Member(name) is JsonArray names ? names.Ids() : null;
}

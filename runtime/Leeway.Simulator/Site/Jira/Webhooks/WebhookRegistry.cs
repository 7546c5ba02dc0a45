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

    /// <summary>All webhooks, including expired ones that can still be refreshed.</summary>
    public IReadOnlyList<SimulatedWebhook> Webhooks => _webhooks;

    /// <summary>Removes the webhooks that expired too long ago to be refreshed.</summary>
    public void RemoveExpired(DateTimeOffset now) => _webhooks.RemoveAll(webhook => webhook.ExpiresAt.AddMonths(ExpiredMonths) <= now);

    /// <summary>Returns the address of the webhooks of an app, which has only one; <see langword="null"/> if it has no webhooks.</summary>
    public Uri? FindUrl(RegisteredApp app) => _webhooks.Find(webhook => webhook.ClientId == app.ClientId)?.Url;

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

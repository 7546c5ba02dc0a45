using System.Security.Cryptography;
using System.Text;
using Leeway.Queries;

namespace Leeway.Webhooks;

/// <summary>Describes a dynamic webhook of Jira, for <c>KeepJiraWebhook</c>. It is registered once for each grant and site.</summary>
/// <example>
/// <code>
/// builder.KeepJiraWebhook(new JiraWebhookDescription
/// {
///     Url = new Uri("https://planner.example/hooks"),
///     JqlFilter = Jql.Query($"project in ({"ABC"}, {"DEF"})"),
///     Events = ["jira:issue_created", "jira:issue_updated"],
/// });
/// </code>
/// </example>
public sealed class JiraWebhookDescription
{
    /// <summary>The address that Jira sends deliveries to: https, or http on this machine. Jira accepts only one address for each app.</summary>
    public required Uri Url { get; init; }

    /// <summary>
    /// The issues whose events are delivered. Jira supports only some fields (issue key, project, issue type, status, priority, assignee, reporter,
    /// issue properties and epic labels), only the operators <c>=</c>, <c>!=</c>, <c>IN</c> and <c>NOT IN</c>, and no order.
    /// </summary>
    public required Jql JqlFilter { get; init; }

    /// <summary>The names of the events, such as <c>jira:issue_updated</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The ids of the fields whose changes are delivered as <c>jira:issue_updated</c>; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? FieldIdsFilter { get; init; }

    /// <summary>The keys of the issue properties whose changes are delivered; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? IssuePropertyKeysFilter { get; init; }

    /// <summary>The address as it is sent to Jira.</summary>
    internal string Address => Url.OriginalString;

    /// <summary>A digest that differs if the webhook must be registered again.</summary>
    internal string Fingerprint => field ??= ComputeFingerprint();

    /// <summary>Says what Jira would refuse in any case; <see langword="null"/> if nothing is known to be wrong.</summary>
    internal string? FindFault()
    {
        if (!Url.IsAbsoluteUri || !(Url.Scheme == Uri.UriSchemeHttps || (Url.Scheme == Uri.UriSchemeHttp && Url.IsLoopback)))
        {
            return $"The address '{Url.OriginalString}' of the webhook is not absolute, or does not use https.";
        }

        return JqlFilter.IsEmpty ? "The webhook has no JqlFilter, which Jira requires."
            : Events.Count == 0 ? "The webhook has no events. Add at least one, such as 'jira:issue_updated'."
            : null;
    }

    // The order of names does not matter to Jira. Each text follows its length, so that no two descriptions have the same text.
    private string ComputeFingerprint()
    {
        StringBuilder text = new();
        Append(text, [Address, JqlFilter.ToString()]);
        Append(text, Events.Order(StringComparer.Ordinal));
        Append(text, FieldIdsFilter?.Order(StringComparer.Ordinal));
        Append(text, IssuePropertyKeysFilter?.Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, IEnumerable<string>? parts)
    {
        text.Append(parts is null ? '-' : '[');
        foreach (string part in parts ?? [])
        {
            text.Append(part.Length).Append(':').Append(part);
        }
    }
}

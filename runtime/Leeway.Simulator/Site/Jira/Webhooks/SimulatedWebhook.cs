namespace Leeway.Simulator.Site;

/// <summary>A dynamic webhook: one that an app registered for a user.</summary>
public sealed record SimulatedWebhook
{
    /// <summary>The id, which is unique within the site.</summary>
    public required long Id { get; init; }

    /// <summary>The client id of the app.</summary>
    public required string ClientId { get; init; }

    /// <summary>The account id of the user.</summary>
    public required string AccountId { get; init; }

    /// <summary>The address that deliveries are sent to.</summary>
    public required Uri Url { get; init; }

    /// <summary>The query that selects issues.</summary>
    public required string JqlFilter { get; init; }

    /// <summary>The names of the events, such as <c>jira:issue_updated</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The ids of the fields whose changes are delivered; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? FieldIdsFilter { get; init; }

    /// <summary>The keys of the issue properties whose changes are delivered; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? IssuePropertyKeysFilter { get; init; }

    /// <summary>
    /// When the webhook expires: 30 days after it was registered or refreshed. Then it delivers nothing. It can be refreshed, and is listed and
    /// counted, for 3 months longer.
    /// </summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Selects issues as <see cref="JqlFilter"/> does.</summary>
    internal Predicate<Jira.JiraIssue> Condition { get; init; } = static _ => true;

    /// <summary>Returns the id, the events and the query.</summary>
    public override string ToString() => $"{Id}: {string.Join(", ", Events)} of {JqlFilter}";
}

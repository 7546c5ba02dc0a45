namespace Leeway.Simulator.Site;

/// <summary>A webhook that an administrator of Jira created. It has no end.</summary>
public sealed record SimulatedAdminWebhook
{
    /// <summary>The address that deliveries are sent to.</summary>
    public required Uri Url { get; init; }

    /// <summary>The names of the events, such as <c>jira:issue_updated</c>. Webhooks of administrators can have events that dynamic ones cannot.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The secret that deliveries are signed with; <see langword="null"/> for none.</summary>
    public string? Secret { get; init; }

    /// <summary>The query that selects issues, which can be any that the simulator supports; <see langword="null"/> for all issues.</summary>
    public string? JqlFilter { get; init; }

    /// <summary>Returns the events and the address, without the secret.</summary>
    public override string ToString() => $"{string.Join(", ", Events)} to {Url}";
}

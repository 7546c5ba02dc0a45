using Leeway.Simulator.Site;

namespace Leeway.Simulator.Webhooks;

/// <summary>An event that is delivered to an address.</summary>
public sealed class SimulatedDelivery
{
    private readonly List<DeliveryAttempt> _attempts = [];

    internal SimulatedDelivery()
    {
    }

    /// <summary>The value of <c>X-Atlassian-Webhook-Identifier</c>, which is the same for each attempt.</summary>
    public required string Identifier { get; init; }

    /// <summary>The name of the event, such as <c>jira:issue_updated</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>The site where it happened.</summary>
    public required SimulatedSite Site { get; init; }

    /// <summary>The address that it is sent to.</summary>
    public required Uri Url { get; init; }

    /// <summary>The ids of the dynamic webhooks that match the event; empty for the webhook of an administrator.</summary>
    public required IReadOnlyList<long> MatchedWebhookIds { get; init; }

    /// <summary>The value of <c>X-Atlassian-Webhook-Flow</c>: <c>Secondary</c> for the consequences of a bulk operation, and <c>Primary</c> for
    /// others.</summary>
    public required string Flow { get; init; }

    /// <summary>The JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What happened to it.</summary>
    public DeliveryState State { get; internal set; }

    /// <summary>When the next attempt is made, while it is waiting.</summary>
    public DateTimeOffset DueAt { get; internal set; }

    /// <summary>The value of <c>X-Atlassian-Webhook-Retry</c> of the next attempt, or of the last one: how often it was sent before, without
    /// copies.</summary>
    public int RetryCount { get; internal set; }

    /// <summary>The attempts and their copies, in order.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts
    {
        get
        {
            lock (_attempts)
            {
                return [.. _attempts];
            }
        }
    }

    /// <summary>The client id of the app, whose secret signs it; <see langword="null"/> for the webhook of an administrator.</summary>
    internal string? ClientId { get; init; }

    /// <summary>The secret of the webhook of an administrator; <see langword="null"/> if it has none.</summary>
    internal string? AdminSecret { get; init; }

    /// <summary>Whether everything else that is due is sent first.</summary>
    internal bool IsSentLast { get; set; }

    internal bool IsSending { get; set; }

    internal void Add(DeliveryAttempt attempt)
    {
        lock (_attempts)
        {
            _attempts.Add(attempt);
        }
    }

    /// <summary>Returns the event, the address and the state.</summary>
    public override string ToString() => $"{EventName} to {Url}: {State}";
}

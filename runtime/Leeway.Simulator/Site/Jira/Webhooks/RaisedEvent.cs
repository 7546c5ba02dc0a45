using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>An event and the webhooks that match it.</summary>
/// <param name="Name">The name, such as <c>jira:issue_updated</c>.</param>
/// <param name="At">When it happened.</param>
/// <param name="IsSecondary">Whether it is a consequence of a bulk operation or of another event.</param>
/// <param name="Members">The members of the body that depend on the event.</param>
/// <param name="Webhooks">The dynamic webhooks.</param>
/// <param name="AdminWebhooks">The webhooks of administrators.</param>
internal sealed record RaisedEvent(
    string Name,
    DateTimeOffset At,
    bool IsSecondary,
    JsonObject Members,
    IReadOnlyList<SimulatedWebhook> Webhooks,
    IReadOnlyList<SimulatedAdminWebhook> AdminWebhooks);

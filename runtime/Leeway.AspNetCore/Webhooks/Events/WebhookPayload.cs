using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>The body of a delivery and the name of its event.</summary>
/// <param name="Json">The body, which is an object.</param>
/// <param name="Name">The name; empty if the body has none.</param>
internal readonly record struct WebhookPayload(RawJson Json, string Name)
{
    public static WebhookPayload Of(RawJson json) => new(json, json.FindString("webhookEvent") ?? "");
}

namespace Leeway.AspNetCore.Webhooks;

/// <summary>A setting of the site was changed. Handlers for this type receive each of its events.</summary>
public abstract class OptionEvent : WebhookEvent
{
    private protected OptionEvent(WebhookPayload payload)
        : base(payload)
    {
        Key = payload.Json.FindObject("property")?.FindString("key");
        Value = payload.Json.FindObject("property")?.FindText("value");
    }

    /// <summary>The key of the setting.</summary>
    public string? Key { get; }

    /// <summary>The new value, such as <c>true</c>.</summary>
    public string? Value { get; }
}

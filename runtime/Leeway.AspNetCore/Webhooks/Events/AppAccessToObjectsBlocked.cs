namespace Leeway.AspNetCore.Webhooks;

/// <summary>The access of an app to objects was blocked. The event is <c>app_access_to_objects_blocked</c>.</summary>
public sealed class AppAccessToObjectsBlocked : AppAccessEvent
{
    internal AppAccessToObjectsBlocked(WebhookPayload payload)
        : base(payload)
    {
    }
}

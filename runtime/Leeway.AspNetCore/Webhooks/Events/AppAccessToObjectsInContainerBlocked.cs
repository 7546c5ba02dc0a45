namespace Leeway.AspNetCore.Webhooks;

/// <summary>The access of an app to the objects of a container, such as a project, was blocked. The event is <c>app_access_to_objects_in_container_blocked</c>.</summary>
public sealed class AppAccessToObjectsInContainerBlocked : AppAccessEvent
{
    internal AppAccessToObjectsInContainerBlocked(WebhookPayload payload)
        : base(payload)
    {
    }
}

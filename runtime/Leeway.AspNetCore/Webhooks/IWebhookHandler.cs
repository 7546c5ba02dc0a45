namespace Leeway.AspNetCore.Webhooks;

/// <summary>Handles events of webhooks. A handler is a service that is created for each attempt.</summary>
/// <typeparam name="TEvent">The type of event, such as <see cref="IssueUpdated"/>, or a base type of several, such as <see cref="IssueEvent"/>.</typeparam>
public interface IWebhookHandler<in TEvent>
    where TEvent : WebhookEvent
{
    /// <summary>Handles an event.</summary>
    /// <remarks>
    /// It may be called twice with the same delivery, if the process ended or an attempt failed after it had done its work. Use
    /// <see cref="WebhookContext.Identifier"/> where that matters. Events can arrive in any order.
    /// </remarks>
    /// <param name="received">The event.</param>
    /// <param name="context">The delivery.</param>
    /// <param name="cancellationToken">Is canceled after <see cref="WebhookOptions.HandlerTimeout"/> and when the application stops.</param>
    Task HandleAsync(TEvent received, WebhookContext context, CancellationToken cancellationToken);
}

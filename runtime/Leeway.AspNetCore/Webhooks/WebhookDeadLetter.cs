using Leeway.Webhooks;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>A delivery that is not handled again, because its last attempt failed or ended without a result.</summary>
public sealed class WebhookDeadLetter
{
    internal WebhookDeadLetter(WebhookDelivery delivery, WebhookEvent received, int attempts, Exception exception, IServiceProvider services)
    {
        Delivery = delivery;
        Event = received;
        Attempts = attempts;
        Exception = exception;
        Services = services;
    }

    /// <summary>The delivery.</summary>
    public WebhookDelivery Delivery { get; }

    /// <summary>The event; an <see cref="UnknownWebhookEvent"/> without a name if the delivery could not be read.</summary>
    public WebhookEvent Event { get; }

    /// <summary>The number of attempts, which is <see cref="WebhookOptions.MaxAttempts"/>.</summary>
    public int Attempts { get; }

    /// <summary>
    /// Why the last attempt failed; a <see cref="LeewayException"/> if that is not known any more, because the process ended during the attempt or
    /// <see cref="WebhookOptions.OnDeadLetter"/> failed before.
    /// </summary>
    public Exception Exception { get; }

    /// <summary>Services of a scope of their own.</summary>
    public IServiceProvider Services { get; }
}

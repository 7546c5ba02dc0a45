using Leeway.Webhooks;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>A delivery that is not tried any more, because its last attempt failed.</summary>
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

    /// <summary>The event.</summary>
    public WebhookEvent Event { get; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; }

    /// <summary>Why the last attempt failed.</summary>
    public Exception Exception { get; }

    /// <summary>Services of a scope of their own.</summary>
    public IServiceProvider Services { get; }
}

namespace Leeway.Webhooks;

/// <summary>A delivery that a process may handle until the claim ends.</summary>
/// <param name="delivery">The delivery.</param>
/// <param name="owner">A value that identifies the claim.</param>
/// <param name="attempt">The number of the attempt; the first is 1.</param>
public sealed class WebhookClaim(WebhookDelivery delivery, string owner, int attempt)
{
    /// <summary>The delivery.</summary>
    public WebhookDelivery Delivery => delivery;

    /// <summary>A value that identifies the claim.</summary>
    public string Owner => owner;

    /// <summary>The number of the attempt to handle the delivery; the first is 1.</summary>
    public int Attempt => attempt;
}

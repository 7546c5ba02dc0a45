namespace Leeway.Webhooks;

/// <summary>What a store did with a delivery.</summary>
public enum WebhookAdmission
{
    /// <summary>It was committed.</summary>
    Added,

    /// <summary>It is known, so it was not committed again.</summary>
    Duplicate,

    /// <summary>There are too many open deliveries, so it was not committed.</summary>
    Full,
}

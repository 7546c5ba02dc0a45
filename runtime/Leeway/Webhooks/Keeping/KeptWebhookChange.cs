namespace Leeway.Webhooks;

/// <summary>What happened to a kept webhook.</summary>
public enum KeptWebhookChange
{
    /// <summary>It was registered, for the first time or in place of another one.</summary>
    Registered,

    /// <summary>Its life was extended.</summary>
    Extended,

    /// <summary>It expired before it could be extended, so that deliveries were lost. It is extended or registered again as soon as possible.</summary>
    Expired,

    /// <summary>It was deleted, because the description changed, because the user disconnected, or because no record had it.</summary>
    Deleted,

    /// <summary>It could not be registered, extended or checked. <see cref="KeptWebhookEvent.Problem"/> says why. It is tried again.</summary>
    Failed,

    /// <summary>A failure that was reported has ended.</summary>
    Recovered,
}

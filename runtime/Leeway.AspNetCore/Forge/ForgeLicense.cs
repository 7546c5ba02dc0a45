using Leeway.Json;

namespace Leeway.AspNetCore.Forge;

/// <summary>The license of a paid app in production.</summary>
public sealed class ForgeLicense
{
    internal ForgeLicense(RawJson json)
    {
        Json = json;
        IsActive = json.FindBoolean("isActive") ?? json.FindBoolean("active");
        IsEvaluation = json.FindBoolean("isEvaluation");
        Type = json.FindString("type");
        BillingPeriod = json.FindString("billingPeriod");
        CapabilitySet = json.FindString("capabilitySet");
        EntitlementId = json.FindString("ccpEntitlementId");
        EntitlementSlug = json.FindString("ccpEntitlementSlug");
        SubscriptionEndDate = json.FindTime("subscriptionEndDate");
        TrialEndDate = json.FindTime("trialEndDate");
        Modes = json.FindStrings("modes");
    }

    /// <summary>Whether the license is active; <see langword="null"/> if the token does not say.</summary>
    public bool? IsActive { get; }

    /// <summary>Whether it is an evaluation license.</summary>
    public bool? IsEvaluation { get; }

    /// <summary>The type, such as <c>COMMERCIAL</c> or <c>ACADEMIC</c>. Atlassian's own example writes it in lower case.</summary>
    public string? Type { get; }

    /// <summary>The billing period, such as <c>MONTHLY</c>.</summary>
    public string? BillingPeriod { get; }

    /// <summary>The edition: <c>capabilityStandard</c> or <c>capabilityAdvanced</c>.</summary>
    public string? CapabilitySet { get; }

    /// <summary>The id of the entitlement in Atlassian's commerce platform.</summary>
    public string? EntitlementId { get; }

    /// <summary>The number of the entitlement, which support uses.</summary>
    public string? EntitlementSlug { get; }

    /// <summary>When the subscription ends.</summary>
    public DateTimeOffset? SubscriptionEndDate { get; }

    /// <summary>When the trial ends.</summary>
    public DateTimeOffset? TrialEndDate { get; }

    /// <summary>How the license is evaluated, such as <c>USER_ACCESS</c>.</summary>
    public IReadOnlyList<string> Modes { get; }

    /// <summary>The license as it is in the token.</summary>
    public RawJson Json { get; }
}

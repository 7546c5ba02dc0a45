using Leeway.Calls;
using Leeway.Grants;
using Leeway.Webhooks;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>The delivery that a handler receives an event of.</summary>
public sealed class WebhookContext
{
    private readonly WebhookClaim _claim;

    internal WebhookContext(WebhookClaim claim, GrantId? grant, IServiceProvider services)
    {
        _claim = claim;
        Grant = grant;
        Services = services;
    }

    /// <summary>The identifier of the delivery: unique for the site, and the same each time that it is sent or handled.</summary>
    public string Identifier => _claim.Delivery.Identifier;

    /// <summary>The address of the site, such as <c>https://example.atlassian.net</c>, or its cloud id; <see langword="null"/> if the delivery does not name it.</summary>
    public string? Site => _claim.Delivery.Site is { Length: > 0 } site ? site : null;

    /// <summary>How often Atlassian had sent the delivery before.</summary>
    public int RetryCount => _claim.Delivery.RetryCount;

    /// <summary>
    /// <c>Primary</c> for an event, <c>Secondary</c> for the consequences of one, such as a bulk operation; <see langword="null"/> if the request
    /// did not say.
    /// </summary>
    public string? Flow => _claim.Delivery.Flow;

    /// <summary>The number of the attempt to handle the delivery; the first is 1.</summary>
    public int Attempt => _claim.Attempt;

    /// <summary>When the delivery was received.</summary>
    public DateTimeOffset ReceivedAt => _claim.Delivery.ReceivedAt;

    /// <summary>The grant that registered the webhook; <see langword="null"/> if it is not known.</summary>
    public GrantId? Grant { get; }

    /// <summary>Services of a scope of their own.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Creates a client that uses the grant that registered the webhook, at the site of the delivery.</summary>
    /// <typeparam name="TClient">The product's interface, such as <c>IJiraClient</c>.</typeparam>
    /// <exception cref="InvalidOperationException">The grant is not known, or the client is not registered.</exception>
    public TClient GetClient<TClient>()
        where TClient : class, IAtlassianClient<TClient>
    {
        GrantId grant = Grant ?? throw new InvalidOperationException(
            $"The grant that registered the webhook is not known. Register the webhook with KeepJiraWebhook, register an {nameof(IWebhookGrantResolver)}, or choose a grant: client.For(grant, context.Site).");
        return Services.GetRequiredServiceOf<TClient>(_claim.Delivery.Registration).For(grant, Site);
    }
}

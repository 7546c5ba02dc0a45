using Leeway.Grants;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Finds the grant that registered a dynamic webhook, so that handlers can call Atlassian with it.</summary>
/// <remarks>For webhooks that <c>KeepJiraWebhook</c> keeps registered, there is one. For others, register it as a service, or, for a named registration, as a service that is keyed by its name.</remarks>
public interface IWebhookGrantResolver
{
    /// <summary>Finds the grant.</summary>
    /// <param name="site">The address or cloud id of the site; <see langword="null"/> if the delivery does not name one.</param>
    /// <param name="webhookIds">The ids of the webhooks that match the event. They are unique within the site; several grants may have registered them.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The grant; <see langword="null"/> if it is not known.</returns>
    ValueTask<GrantId?> FindGrantAsync(string? site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken = default);
}

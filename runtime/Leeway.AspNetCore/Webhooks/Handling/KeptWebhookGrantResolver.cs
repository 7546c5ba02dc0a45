using Leeway.Grants;
using Leeway.Webhooks;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Finds the grants of the webhooks that <c>KeepJiraWebhook</c> keeps registered.</summary>
/// <param name="keeper">What keeps them; <see langword="null"/> if none are kept.</param>
internal sealed class KeptWebhookGrantResolver(JiraWebhookKeeper? keeper) : IWebhookGrantResolver
{
    public ValueTask<GrantId?> FindGrantAsync(string? site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken = default) =>
        keeper is null || site is null || webhookIds.Count == 0 ? new((GrantId?)null) : keeper.FindGrantAsync(site, webhookIds, cancellationToken);
}

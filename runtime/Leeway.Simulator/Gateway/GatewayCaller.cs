using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;

namespace Leeway.Simulator.Gateway;

/// <summary>The caller that the credentials of a request identify.</summary>
/// <param name="Account">The account; <see langword="null"/> for a service account.</param>
/// <param name="Scopes">The scopes of the caller.</param>
/// <param name="Grant">The grant of the app; <see langword="null"/> for credentials without an app, which can reach every site.</param>
/// <param name="CloudId">The only site that the caller can reach; <see langword="null"/> if that is not limited.</param>
internal sealed record GatewayCaller(Account? Account, IReadOnlyList<string> Scopes, AppGrant? Grant, string? CloudId = null)
{
    public bool CanReach(SimulatedSite site) =>
        (CloudId is null || CloudId == site.CloudId) && (Grant is null || Grant.CloudIds.Contains(site.CloudId));
}

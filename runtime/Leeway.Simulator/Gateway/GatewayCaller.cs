using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;

namespace Leeway.Simulator.Gateway;

/// <summary>The caller that the credentials of a request identify.</summary>
/// <param name="Account">The account; <see langword="null"/> for a service account.</param>
/// <param name="Scopes">The scopes of the caller.</param>
/// <param name="Grant">The grant of the app; <see langword="null"/> for credentials without an app, which can reach every site.</param>
internal sealed record GatewayCaller(Account? Account, IReadOnlyList<string> Scopes, AppGrant? Grant)
{
    public bool CanReach(SimulatedSite site) => Grant is null || Grant.CloudIds.Contains(site.CloudId);
}

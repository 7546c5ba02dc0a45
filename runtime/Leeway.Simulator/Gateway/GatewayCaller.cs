using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;

namespace Leeway.Simulator.Gateway;

/// <summary>Whom a login at the gateway stands for.</summary>
/// <param name="Account">The account; <see langword="null"/> for a service account.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="Grant">What its user allowed the app; <see langword="null"/> for logins that no app takes part in, which reach every site.</param>
internal sealed record GatewayCaller(Account? Account, IReadOnlyList<string> Scopes, AppGrant? Grant)
{
    public bool CanReach(SimulatedSite site) => Grant is null || Grant.CloudIds.Contains(site.CloudId);
}

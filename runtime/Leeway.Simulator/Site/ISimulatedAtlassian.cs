using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site;

/// <summary>What a part of the simulator uses of the whole.</summary>
internal interface ISimulatedAtlassian
{
    TimeProvider Time { get; }

    RegisteredApp App { get; }

    Account Account { get; }

    IReadOnlyList<SimulatedSite> Sites { get; }

    AuthorizationServer Authorization { get; }

    Uri GatewayOrigin { get; }

    /// <summary>Creates a call of an account to a site, for what happens without a request.</summary>
    SiteRequest CreateSiteCall(SimulatedSite site, Account account);
}

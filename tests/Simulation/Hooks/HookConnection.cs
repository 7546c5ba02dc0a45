using Leeway.Grants;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;

namespace Leeway.Simulation;

/// <summary>What the judge knows of the webhook of one user at one site.</summary>
internal sealed class HookConnection(GrantId grant, Account account, SimulatedSite site)
{
    public GrantId Grant => grant;

    public Account Account => account;

    public SimulatedSite Site => site;

    /// <summary>Whether the grant lives: the user has consented, and has neither disconnected nor removed the app.</summary>
    public bool IsLive { get; set; }

    /// <summary>When the user consented.</summary>
    public long ConnectedAt { get; set; }

    /// <summary>Until when a webhook delivers; <see langword="null"/> before there was one.</summary>
    public long? ValidUntil { get; set; }

    /// <summary>Since when there is no webhook of the current description; <see langword="null"/> if there is one.</summary>
    public long? MissingSince { get; set; }

    public override string ToString() => $"{grant} at {site.Name}";
}

using Leeway.Simulator.Limits;

namespace Leeway.Simulator.Gateway;

/// <summary>What the gateway does beside passing calls on. May be changed while running.</summary>
public sealed class GatewayOptions
{
    /// <summary>How many calls it lets pass.</summary>
    /// <value>The default has no limit.</value>
    public GatewayLimits Limits { get; set; } = new();

    /// <summary>How downloads are answered.</summary>
    /// <value>The default is <see cref="DownloadRoute.Media"/>.</value>
    public DownloadRoute Downloads { get; set; }

    /// <summary>
    /// Whether an access token that has ended is answered with 404 at Confluence's second API and with 403 elsewhere, as has been
    /// reported, rather than with 401.
    /// </summary>
    public bool DisguisesEndedTokens { get; set; }
}

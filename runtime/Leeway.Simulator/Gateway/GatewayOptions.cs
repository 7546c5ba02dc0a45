using Leeway.Simulator.Limits;

namespace Leeway.Simulator.Gateway;

/// <summary>The settings of the gateway. Can be changed at any time.</summary>
public sealed class GatewayOptions
{
    /// <summary>The rate limits.</summary>
    /// <value>The default has no limits.</value>
    public GatewayLimits Limits { get; set; } = new();

    /// <summary>How the gateway responds to downloads.</summary>
    /// <value>The default is <see cref="DownloadRoute.Media"/>.</value>
    public DownloadRoute Downloads { get; set; }

    /// <summary>
    /// Whether an expired access token gets status 404 from the second Confluence API and 403 elsewhere, as has been reported, instead of
    /// 401.
    /// </summary>
    public bool DisguisesEndedTokens { get; set; }
}

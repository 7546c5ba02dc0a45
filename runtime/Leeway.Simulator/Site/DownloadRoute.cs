namespace Leeway.Simulator.Gateway;

/// <summary>How a download is answered.</summary>
public enum DownloadRoute
{
    /// <summary>With a redirect to the media host, whose address carries a login of its own.</summary>
    Media,

    /// <summary>With the file.</summary>
    Direct,

    /// <summary>With a redirect to another address of the gateway, which wants the login.</summary>
    SameGateway,

    /// <summary>With a redirect to the site itself, where the gateway's login is none.</summary>
    Site,

    /// <summary>With a redirect to a host that Atlassian has nothing to do with.</summary>
    Stranger,

    /// <summary>With a redirect to the media host without encryption.</summary>
    PlainHttp,

    /// <summary>With a redirect to the address that was asked.</summary>
    Loop,

    /// <summary>With more redirects in a row than a client should follow, each relative to the last, and the file behind them.</summary>
    ManyHops,
}

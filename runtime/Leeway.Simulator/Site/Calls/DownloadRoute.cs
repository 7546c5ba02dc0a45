namespace Leeway.Simulator.Gateway;

/// <summary>How the gateway responds to a download.</summary>
public enum DownloadRoute
{
    /// <summary>A redirect to the media host. The address contains a token of its own.</summary>
    Media,

    /// <summary>The file itself.</summary>
    Direct,

    /// <summary>A redirect to another address of the gateway, which requires the access token.</summary>
    SameGateway,

    /// <summary>A redirect to the site, which does not accept the gateway's access token.</summary>
    Site,

    /// <summary>A redirect to a host that does not belong to Atlassian.</summary>
    Stranger,

    /// <summary>A redirect to the media host without encryption.</summary>
    PlainHttp,

    /// <summary>A redirect to the requested address itself.</summary>
    Loop,

    /// <summary>More consecutive redirects than a client should follow, each relative to the previous one, and then the file.</summary>
    ManyHops,
}

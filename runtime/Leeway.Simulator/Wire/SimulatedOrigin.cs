namespace Leeway.Simulator.Wire;

/// <summary>The simulated hosts.</summary>
public enum SimulatedOrigin
{
    /// <summary><c>https://auth.atlassian.com</c>.</summary>
    AuthorizationServer,

    /// <summary><c>https://api.atlassian.com</c>.</summary>
    Gateway,

    /// <summary>The media host, which attachments are downloaded from after a redirect. It does not accept an access token.</summary>
    Media,

    /// <summary>A site, such as <c>https://example.atlassian.net</c>. <see cref="SimulatedRequest.Host"/> identifies it.</summary>
    Site,

    /// <summary><c>https://api.bitbucket.org</c>. It does not accept Atlassian's access tokens.</summary>
    Bitbucket,

    /// <summary>Any other host. Nothing that identifies the caller should be sent there. <see cref="SimulatedRequest.Address"/> identifies
    /// it.</summary>
    Stranger,
}

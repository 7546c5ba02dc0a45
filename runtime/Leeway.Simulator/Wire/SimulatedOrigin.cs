namespace Leeway.Simulator.Wire;

/// <summary>The hosts that the simulator stands in for.</summary>
public enum SimulatedOrigin
{
    /// <summary><c>https://auth.atlassian.com</c>.</summary>
    AuthorizationServer,

    /// <summary><c>https://api.atlassian.com</c>.</summary>
    Gateway,

    /// <summary>The host that attachments are downloaded from by redirect; it wants no login.</summary>
    Media,

    /// <summary>A site itself, such as <c>https://example.atlassian.net</c>; <see cref="SimulatedRequest.Host"/> says which.</summary>
    Site,

    /// <summary>Any other host: nothing that identifies the caller should ever arrive there. <see cref="SimulatedRequest.Address"/> says which.</summary>
    Stranger,
}

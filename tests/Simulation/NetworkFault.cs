namespace Leeway.Simulation;

/// <summary>What goes wrong with one request to the token endpoint.</summary>
internal enum NetworkFault
{
    None,

    /// <summary>No connection comes about.</summary>
    ConnectionRefused,

    /// <summary>No connection comes about, and nothing says so.</summary>
    ConnectionSilent,

    /// <summary>The connection takes its time, in which the node may be paused.</summary>
    ConnectionSlow,

    /// <summary>The connection breaks before the request has any effect.</summary>
    RequestLost,

    /// <summary>The request has its effect, and the connection breaks.</summary>
    AnswerLost,

    /// <summary>The request is under way for up to a minute and a half.</summary>
    RequestHeld,

    /// <summary>The request has its effect, and the answer is under way for minutes.</summary>
    AnswerHeld,

    /// <summary>429 or 503 in front of the server, with or without Retry-After.</summary>
    Overloaded,

    /// <summary>A proxy's page instead of the answer, which may ask for minutes of patience; the request has its effect or not.</summary>
    ProxyFails,
}

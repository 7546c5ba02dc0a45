namespace Leeway.Simulation;

/// <summary>A fault of one request to the token endpoint.</summary>
internal enum NetworkFault
{
    None,

    /// <summary>The connection is refused.</summary>
    ConnectionRefused,

    /// <summary>The connection is not established, and no error is reported.</summary>
    ConnectionSilent,

    /// <summary>The connection is slow, and the node may be paused meanwhile.</summary>
    ConnectionSlow,

    /// <summary>The connection breaks before the request takes effect.</summary>
    RequestLost,

    /// <summary>The request takes effect, and the connection breaks.</summary>
    AnswerLost,

    /// <summary>The request is in transit for up to a minute and a half.</summary>
    RequestHeld,

    /// <summary>The request takes effect, and the response is in transit for minutes.</summary>
    AnswerHeld,

    /// <summary>A 429 or 503 before the server, with or without Retry-After.</summary>
    Overloaded,

    /// <summary>A proxy returns an error page, possibly with a Retry-After of minutes. The request may or may not take effect.</summary>
    ProxyFails,
}

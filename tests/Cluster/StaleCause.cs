namespace Leeway.Cluster;

/// <summary>Why a call was made with an invalid token.</summary>
internal enum StaleCause
{
    /// <summary>The clock of the node is behind the clock of the node that requested the token. With equal clocks, it would have been in time.</summary>
    Clock,

    /// <summary>The token expired after the node had sent it, or while the process was paused or received no processor.</summary>
    Delay,

    /// <summary>Neither: the runtime used a token that it could know to be invalid, or held it for too long.</summary>
    Unexplained,
}

namespace Leeway.Grants;

/// <summary>How a request to the port of a callback is answered.</summary>
internal enum LoopbackAnswer
{
    /// <summary>It is the callback.</summary>
    Accepted,

    /// <summary>It is not a request of this sign-in.</summary>
    Malformed,

    /// <summary>It is for another path, such as the icon that a browser asks for.</summary>
    NotFound,

    WrongMethod,
}

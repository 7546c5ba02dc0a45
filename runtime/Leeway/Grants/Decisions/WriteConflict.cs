namespace Leeway.Grants;

/// <summary>What to do with a new pair that could not be written because another write came first.</summary>
internal enum WriteConflict
{
    /// <summary>The store already has the new pair: an earlier attempt that seemed to fail took effect.</summary>
    AlreadyWritten,

    /// <summary>The stored state is older, or has no new pair: overwrite it.</summary>
    Overwrite,

    /// <summary>
    /// The store has another response to the same token, which was requested later. The requests may still have reached the server in
    /// another order, so use it only as long as both pairs are certain to be valid.
    /// </summary>
    Share,

    /// <summary>The store has another pair, which is the one to use.</summary>
    Adopt,
}

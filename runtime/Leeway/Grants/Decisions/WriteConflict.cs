namespace Leeway.Grants;

/// <summary>What to do with a new pair that the store would not take, since another write came first.</summary>
internal enum WriteConflict
{
    /// <summary>The store has it after all: an earlier attempt, though it seemed to fail, succeeded.</summary>
    AlreadyWritten,

    /// <summary>What was written first is older, or no pair at all: write over it.</summary>
    Overwrite,

    /// <summary>
    /// Another answer to the same token stands there, which was asked for later. The requests may have overtaken each other all the
    /// same: use it for as long as both are sure to live.
    /// </summary>
    Share,

    /// <summary>Another pair stands there and is the one to use.</summary>
    Adopt,
}

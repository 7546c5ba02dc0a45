namespace Leeway.Cli;

/// <summary>What a change means for callers of the API, from the least to the most severe.</summary>
internal enum ChangeSeverity
{
    /// <summary>Existing calls work as before; something is new or newly allowed.</summary>
    Addition,

    /// <summary>Calls still work, but check the change: a mark, a scope or a name changed, or a response may contain something
    /// else.</summary>
    Attention,

    /// <summary>A call that was valid is now rejected, or something that it read is gone.</summary>
    Breaking,
}

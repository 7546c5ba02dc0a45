namespace Leeway.Cli.Specs.Comparison;

/// <summary>What a change means for those who call the API, the least first.</summary>
internal enum ChangeSeverity
{
    /// <summary>What worked before works as before: something is new or allowed.</summary>
    Addition,

    /// <summary>Calls go on, but somebody should look: a mark, a scope or a name changed, or an answer may hold something else.</summary>
    Attention,

    /// <summary>A call that was right is refused, or what it read is gone.</summary>
    Breaking,
}

namespace Leeway.Generator.Shaping;

internal enum EnumerationStyle
{
    /// <summary>A page begins after the items of the previous pages.</summary>
    Position,

    /// <summary>Each page has a token of the next one.</summary>
    Token,

    /// <summary>A page begins after the positions that the previous pages cover.</summary>
    Window,
}

namespace Leeway.Generator.Shaping;

internal enum EnumerationStyle
{
    /// <summary>A page begins after the items of the pages before it.</summary>
    Position,

    /// <summary>Each page names the next.</summary>
    Token,

    /// <summary>A page begins after the positions that the pages before it cover.</summary>
    Window,
}

namespace Leeway.Generator.Shaping;

internal enum EnumerationStyle
{
    /// <summary>Pages are counted by the items before them.</summary>
    Position,

    /// <summary>Each page names the next.</summary>
    Token,
}

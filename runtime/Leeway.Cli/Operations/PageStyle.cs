namespace Leeway.Cli.Operations;

/// <summary>How the next page of a list is requested.</summary>
internal enum PageStyle
{
    /// <summary>A page begins after the items of the previous pages.</summary>
    Position,

    /// <summary>Each page has a token of the next one.</summary>
    Token,

    /// <summary>A page begins after the positions that the previous pages cover.</summary>
    Window,
}

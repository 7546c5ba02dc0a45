using System.Collections.Generic;

namespace Leeway.Generator.Emission;

/// <summary>Marks where a line may be broken if it is too long. <see cref="SourceWriter"/> removes the marks.</summary>
/// <remarks>The marks are control characters, which no text from a document contains after it was escaped.</remarks>
internal static class Wrapping
{
    /// <summary>Starts a list that is filled line by line.</summary>
    public const char OpenFilled = '\u0001';

    /// <summary>Starts a list that has one item in each line.</summary>
    public const char OpenColumn = '\u0002';

    /// <summary>Starts the rest of a line. It is a space if the line is not broken.</summary>
    public const char OpenRest = '\u0003';

    /// <summary>Separates two items. It is a comma and a space if the line is not broken.</summary>
    public const char Separator = '\u0004';

    /// <summary>Ends a list or the rest of a line.</summary>
    public const char Close = '\u0005';

    /// <summary>Whether a character is one of the marks.</summary>
    public static bool IsMark(char c) => c is >= OpenFilled and <= Close;

    /// <summary>Returns what a mark is in a line that is not broken.</summary>
    public static string Flatten(char mark) => mark switch
    {
        Separator => ", ",
        OpenRest => " ",
        _ => "",
    };

    /// <summary>Returns the items of a list. If they do not fit, they continue in lines of their own.</summary>
    public static string Fill(params IEnumerable<string> items) => Join(OpenFilled, items);

    /// <summary>Returns the items of a list. If they do not fit, each has a line of its own.</summary>
    public static string Stack(params IEnumerable<string> items) => Join(OpenColumn, items);

    /// <summary>Returns a space and the rest of the line, which is in a line of its own if the line is too long.</summary>
    public static string Defer(string text) => OpenRest + text + Close;

    private static string Join(char open, IEnumerable<string> items) => open + string.Join(Separator.ToString(), items) + Close;
}

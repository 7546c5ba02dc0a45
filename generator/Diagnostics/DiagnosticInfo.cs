using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Diagnostics;

/// <summary>A diagnostic as data. It references no syntax tree and no source text, so a cached model can contain it.</summary>
/// <param name="Descriptor">The kind of diagnostic.</param>
/// <param name="Path">The file that it concerns, or empty.</param>
/// <param name="Position">The position in the file.</param>
/// <param name="Arguments">The arguments of the message.</param>
internal sealed record DiagnosticInfo(
    DiagnosticDescriptor Descriptor,
    string Path,
    LinePosition Position,
    EquatableArray<string> Arguments)
{
    /// <summary>Text from documents has any length and content. Messages show at most this many characters of it, on one line.</summary>
    private const int MaxArgumentLength = 200;

    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, string path, LinePosition position, params string[] arguments) =>
        new(descriptor, path, position, arguments.Select(ToOneLine).ToEquatableArray());

    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, string path, params string[] arguments) =>
        Create(descriptor, path, LinePosition.Zero, arguments);

    public Diagnostic ToDiagnostic()
    {
        Location location = Path.Length == 0
            ? Location.None
            : Location.Create(Path, default, new LinePositionSpan(Position, Position));
        return Diagnostic.Create(Descriptor, location, Arguments.ToArray<object>());
    }

    /// <summary>Shortens text from a document to one line for use in a message. Characters that are not visible become spaces.</summary>
    public static string ToOneLine(string argument)
    {
        char[] line = argument.Take(MaxArgumentLength).Select(static c => IsVisible(c) ? c : ' ').ToArray();
        return argument.Length > MaxArgumentLength ? new string(line) + "..." : new string(line);
    }

    /// <summary>Whether a character shows itself, and does not end the line or change the direction of the text.</summary>
    private static bool IsVisible(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}

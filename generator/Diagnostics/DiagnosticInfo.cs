using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Diagnostics;

/// <summary>A diagnostic as data: it holds no tree and no text, so it can travel in a cached model.</summary>
/// <param name="Descriptor">Which diagnostic.</param>
/// <param name="Path">The file it speaks of, or empty.</param>
/// <param name="Position">Where in the file.</param>
/// <param name="Arguments">The arguments of its message.</param>
internal sealed record DiagnosticInfo(
    DiagnosticDescriptor Descriptor,
    string Path,
    LinePosition Position,
    EquatableArray<string> Arguments)
{
    /// <summary>Names of documents can be of any length and hold anything; messages show this much, on one line.</summary>
    private const int LongestArgument = 200;

    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, string path, LinePosition position, params string[] arguments) =>
        new(descriptor, path, position, arguments.Select(OneLine).ToEquatableArray());

    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, string path, params string[] arguments) =>
        Create(descriptor, path, LinePosition.Zero, arguments);

    public Diagnostic ToDiagnostic()
    {
        Location location = Path.Length == 0
            ? Location.None
            : Location.Create(Path, default, new LinePositionSpan(Position, Position));
        return Diagnostic.Create(Descriptor, location, Arguments.ToArray<object>());
    }

    /// <summary>Text of a document as a message shows it.</summary>
    public static string OneLine(string argument)
    {
        char[] line = argument.Take(LongestArgument).Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c).ToArray();
        return argument.Length > LongestArgument ? new string(line) + "..." : new string(line);
    }
}

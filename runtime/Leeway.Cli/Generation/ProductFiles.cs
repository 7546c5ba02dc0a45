using System.Text;

namespace Leeway.Cli.Generation;

/// <summary>The list, kept beside them, of the generated files of one product in a folder.</summary>
/// <remarks>A name that does not say where the file is, such as one with a folder in it, is none that the tool has written.</remarks>
internal sealed class ProductFiles
{
    private const string Extension = ".files";
    private const string FileExtension = ".g.cs";

    private ProductFiles(string path, IReadOnlySet<string> names)
    {
        Path = path;
        Names = names;
    }

    public string Path { get; }

    /// <summary>The names of the files, all of them in the folder of the list.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The namespace and name of the product.</summary>
    public string Product => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The list of a product; it names nothing where none has been written.</summary>
    /// <exception cref="InputException">The file is no such list, or cannot be read.</exception>
    public static ProductFiles Of(string folder, string product)
    {
        string path = System.IO.Path.Combine(folder, product + Extension);
        string[] lines = File.Exists(path) ? Lines(path) : [];
        return Array.Find(lines, static l => !IsName(l)) is { } line
            ? throw new InputException($"'{path}' is no list of generated files, because of '{line}': move it, or name another folder. Nothing was written.")
            : new ProductFiles(path, lines.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The lists of the other products in the folder; another file that ends alike names nothing.</summary>
    /// <exception cref="InputException">One cannot be read.</exception>
    public IReadOnlyList<ProductFiles> Others()
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        return !Directory.Exists(folder)
            ? []
            : [
                .. Directory.GetFiles(folder, "*" + Extension)
                    .Where(f => System.IO.Path.GetFileName(f) != System.IO.Path.GetFileName(Path))
                    .Order(StringComparer.Ordinal)
                    .Select(static f => new ProductFiles(f, Lines(f).Where(IsName).ToHashSet(StringComparer.Ordinal))),
            ];
    }

    /// <summary>The text of a list.</summary>
    public static byte[] TextOf(IEnumerable<string> names) => Encoding.UTF8.GetBytes(string.Concat(names.Order(StringComparer.Ordinal).Select(static n => n + "\n")));

    private static string[] Lines(string path) =>
        Encoding.UTF8.GetString(InputFile.ReadBytes(path)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsName(string line) => line.EndsWith(FileExtension, StringComparison.Ordinal) && line.AsSpan().IndexOfAny("/\\:") < 0;
}

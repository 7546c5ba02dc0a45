using System.Text;

namespace Leeway.Cli.Dev.Generation;

/// <summary>The list of the generated files of one product in a folder. The list is in the same folder.</summary>
/// <remarks>The tool writes only file names. A line with a folder or a drive in it was not written by the tool.</remarks>
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

    /// <summary>The names of the files. All files are in the folder of the list.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The namespace and name of the product.</summary>
    public string Product => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Reads the list of a product. The list is empty if its file does not exist.</summary>
    /// <exception cref="InputException">The file cannot be read, or is not a list of generated files.</exception>
    public static ProductFiles Of(string folder, string product)
    {
        string path = System.IO.Path.Combine(folder, product + Extension);
        string[] lines = File.Exists(path) ? ReadLines(path) : [];
        return Array.Find(lines, static l => !IsName(l)) is { } line
            ? throw new InputException($"'{path}' is not a list of generated files, because '{line}' is not the name of one. Move the file, or use another folder. Nothing was written.")
            : new ProductFiles(path, lines.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Reads the lists of the other products in the folder. Lines that are not names of generated files are ignored.</summary>
    /// <exception cref="InputException">A list cannot be read.</exception>
    public IReadOnlyList<ProductFiles> Others()
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        return !Directory.Exists(folder)
            ? []
            : [
                .. Directory.GetFiles(folder, "*" + Extension)
                    .Where(f => System.IO.Path.GetFileName(f) != System.IO.Path.GetFileName(Path))
                    .Order(StringComparer.Ordinal)
                    .Select(static f => new ProductFiles(f, ReadLines(f).Where(IsName).ToHashSet(StringComparer.Ordinal))),
            ];
    }

    /// <summary>Returns the text of a list.</summary>
    public static byte[] TextOf(IEnumerable<string> names) => Encoding.UTF8.GetBytes(string.Concat(names.Order(StringComparer.Ordinal).Select(static n => n + "\n")));

    private static string[] ReadLines(string path) =>
        Encoding.UTF8.GetString(InputFile.ReadBytes(path)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsName(string line) => line.EndsWith(FileExtension, StringComparison.Ordinal) && line.AsSpan().IndexOfAny("/\\:") < 0;
}

using Leeway.Cli.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Cli.Dev.Generation;

/// <summary>A document on disk, in the form that the generator reads.</summary>
internal sealed class DocumentFile : AdditionalText
{
    private readonly SourceText _text;

    private DocumentFile(string path)
    {
        Path = path;
        byte[] text = InputFile.ReadBytes(path);

        // The generator reports invalid JSON in less detail.
        StrictJson.ParseObject(text, path);
        _text = SourceText.From(new MemoryStream(text));
    }

    public override string Path { get; }

    /// <param name="document">The name of a document that ships with the tool, or the path of a file that ends in <c>.json</c>.</param>
    /// <exception cref="InputException">The document does not exist, or is not a JSON object.</exception>
    public static DocumentFile Find(string document)
    {
        if (document.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return new DocumentFile(System.IO.Path.GetFullPath(document));
        }

        string folder = SpecsFolder.Shipped;
        List<string> names = [.. Directory.GetFiles(folder, "*.json").Select(static f => System.IO.Path.GetFileNameWithoutExtension(f)).Where(static n => n != "sources").Order(StringComparer.Ordinal)];
        return names.Contains(document)
            ? new DocumentFile(System.IO.Path.Combine(folder, document + ".json"))
            : throw new InputException($"There is no document '{document}'. Use one of {string.Join(", ", names)}, or a file that ends in .json.{Suggestion.For(document, names)}");
    }

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}

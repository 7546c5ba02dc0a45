using System.Text.Json.Nodes;

namespace Leeway.Cli.Specs;

/// <summary>A folder of trimmed documents. <c>sources.json</c> lists the source of each; <c>overlays/</c> holds corrections and
/// additions.</summary>
internal sealed class SpecsFolder
{
    private readonly string _path;

    private SpecsFolder(string path, JsonObject root, IReadOnlyList<SpecSource> sources)
    {
        _path = path;
        Root = root;
        Sources = sources;
    }

    /// <summary>The path of the folder that ships with the tool.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "specs");

    /// <summary>The path of <c>sources.json</c>.</summary>
    public string SourcesPath => Path.Combine(_path, "sources.json");

    /// <summary>The content of <c>sources.json</c>.</summary>
    public JsonObject Root { get; }

    /// <summary>The sources of the documents.</summary>
    public IReadOnlyList<SpecSource> Sources { get; }

    /// <summary>Returns the path of a trimmed document.</summary>
    public string PathOf(SpecSource source) => Path.Combine(_path, source.Document);

    /// <exception cref="InputException"><c>sources.json</c> is missing or cannot be used.</exception>
    public static SpecsFolder Open(string path)
    {
        string sourcesPath = Path.Combine(path, "sources.json");
        JsonObject root = StrictJson.ReadObject(sourcesPath);
        List<SpecSource> sources = [];
        foreach ((string document, JsonNode? entry) in root)
        {
            sources.Add(SpecSource.Parse(document, entry, sourcesPath));
        }

        return new SpecsFolder(path, root, sources);
    }

    /// <summary>Writes published documents with the overlays applied. Descriptions and examples stay. Writes all of them or nothing.</summary>
    /// <param name="published">The source of the published documents.</param>
    /// <param name="documents">The documents, such as <c>jira</c>; empty for all.</param>
    /// <param name="folder">The folder to write to.</param>
    /// <returns>For each document, its path and the targets of overlays that are not in it, because it is newer.</returns>
    /// <exception cref="InputException">A document is unknown, cannot be read, or is not an OpenAPI document.</exception>
    public async Task<IReadOnlyList<(string Path, IReadOnlyList<string> Missing)>> DownloadAsync(
        PublishedDocuments published, IReadOnlyCollection<string> documents, string folder, CancellationToken cancellationToken)
    {
        List<string> names = [.. Sources.Select(static s => Path.ChangeExtension(s.Document, null))];
        if (documents.FirstOrDefault(d => !names.Contains(d)) is { } unknown)
        {
            throw new InputException($"There is no document '{unknown}'. Use one of {string.Join(", ", names)}.{Suggestion.For(unknown, names)}");
        }

        FileBatch batch = new();
        List<(string, IReadOnlyList<string>)> written = [];
        foreach (SpecSource source in Sources.Where(s => documents.Count == 0 || documents.Contains(Path.ChangeExtension(s.Document, null))))
        {
            string name = published.NameOf(source);
            JsonObject document = StrictJson.ParseObject(await published.ReadAsync(source, cancellationToken), name);
            CheckVersion(document, name);
            List<string> missing = [.. ReadOverlays(source.Document).SelectMany(overlay => overlay.ApplyMatching(document))];
            string path = Path.Combine(folder, source.Document);
            batch.Add(path, StrictJson.WriteIndented(document));
            written.Add((path, missing));
        }

        Directory.CreateDirectory(folder);
        batch.Write(cancellationToken);
        return written;
    }

    private static void CheckVersion(JsonObject document, string name)
    {
        try
        {
            OpenApiVersion.Check(document);
        }
        catch (InputException e)
        {
            throw new InputException($"'{name}' cannot be used: {e.Message}");
        }
    }

    /// <summary>Reads the overlays of a document in the order in which they apply: the corrections, then the additions, such as
    /// <c>jira.names.json</c> and <c>jira.repeat.json</c>, in the order of their names.</summary>
    /// <param name="document">The file name of the trimmed document, such as <c>jira.json</c>.</param>
    /// <exception cref="InputException">An overlay is malformed, or the corrections are missing.</exception>
    public IReadOnlyList<Overlay> ReadOverlays(string document)
    {
        string folder = Path.Combine(_path, "overlays");
        List<Overlay> overlays = [Overlay.Read(Path.Combine(folder, document))];
        IEnumerable<string> additions = Directory.EnumerateFiles(folder, Path.ChangeExtension(document, ".*.json")).Order(StringComparer.Ordinal);
        overlays.AddRange(additions.Select(Overlay.Read));
        return overlays;
    }
}

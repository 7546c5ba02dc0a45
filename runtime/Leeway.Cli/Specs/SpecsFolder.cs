using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Leeway.Cli.Specs.Comparison;

namespace Leeway.Cli.Specs;

/// <summary>A folder of trimmed documents. <c>sources.json</c> lists the source of each; <c>overlays/</c> holds corrections and
/// additions.</summary>
internal sealed class SpecsFolder
{
    /// <summary>An empty document, used when there is no earlier edition.</summary>
    private static readonly byte[] s_emptyDocument = """{"openapi": "3.0.1", "paths": {}}"""u8.ToArray();

    /// <summary>The endings of the overlays that a document can have beside its corrections.</summary>
    private static readonly string[] s_overlays = [".repeat.json", ".summaries.json", ".tasks.json", ".shortcuts.json"];

    private readonly string _path;
    private readonly JsonObject _root;
    private readonly IReadOnlyList<SpecSource> _sources;

    private SpecsFolder(string path, JsonObject root, IReadOnlyList<SpecSource> sources)
    {
        _path = path;
        _root = root;
        _sources = sources;
    }

    /// <summary>The path of the folder that ships with the tool.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "specs");

    private string SourcesPath => Path.Combine(_path, "sources.json");

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

    /// <summary>Trims every document. Writes nothing unless all of them can be trimmed.</summary>
    /// <param name="publishedFolder">The folder of the published documents, under the file names in <c>sources.json</c>.</param>
    /// <returns>One line for each document.</returns>
    /// <exception cref="InputException">A document is missing, differs from the one that <c>sources.json</c> describes, or cannot be
    /// trimmed.</exception>
    public IReadOnlyList<string> TrimAll(string publishedFolder, CancellationToken cancellationToken)
    {
        FileBatch batch = new();
        List<string> lines = [];
        foreach (SpecSource source in _sources)
        {
            string publishedPath = Path.Combine(publishedFolder, source.Published);
            byte[] published = InputFile.ReadBytes(publishedPath);
            string hash = HashOf(published);
            if (!string.Equals(hash, source.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException($"'{publishedPath}' has the sha256 {hash}, but sources.json lists another one for {source.Document}. To accept a newer edition, run 'specs update --from'.");
            }

            byte[] text = Trim(source, published, publishedPath);
            batch.Add(PathOf(source), text);
            lines.Add($"{PathOf(source)}: {text.Length} bytes");
        }

        batch.Write(cancellationToken);
        return lines;
    }

    /// <summary>Updates every document to the newest edition. Writes nothing unless all of them can be trimmed.</summary>
    /// <param name="published">The source of the published documents.</param>
    /// <param name="expected">The expected sha256 of published documents, by the names of the trimmed ones. Documents that are not listed
    /// are not checked.</param>
    /// <param name="today">The date to record for a document that changed.</param>
    /// <param name="isRehearsal">Whether to write nothing.</param>
    /// <returns>The names of the documents and what changed in each; null for a document that did not change.</returns>
    /// <exception cref="InputException">
    /// A document cannot be read, has an unexpected sha256, has a keyword that the trimming rules do not know, or lacks what an overlay
    /// corrects.
    /// </exception>
    public async Task<IReadOnlyList<(string Document, DocumentDiff? Diff)>> UpdateAsync(
        PublishedDocuments published,
        IReadOnlyDictionary<string, string> expected,
        DateOnly today,
        bool isRehearsal,
        CancellationToken cancellationToken)
    {
        foreach (string document in expected.Keys.Where(d => !_sources.Any(s => s.Document == d)))
        {
            throw new InputException($"A sha256 is given for '{document}', which is not in '{SourcesPath}'.{Suggestion.For(document, _sources.Select(static s => s.Document))}");
        }

        FileBatch batch = new();
        JsonObject root = (JsonObject)_root.DeepClone();
        List<(string, DocumentDiff?)> diffs = [];
        foreach (SpecSource source in _sources)
        {
            byte[] text = await published.ReadAsync(source, cancellationToken);
            string name = published.NameOf(source);
            string hash = HashOf(text);
            if (expected.TryGetValue(source.Document, out string? expectedHash) && !string.Equals(hash, expectedHash, StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException($"The published document of {source.Document} has the sha256 {hash}, but {expectedHash} is expected. Nothing was written.");
            }

            byte[] trimmed = Trim(source, text, name);
            byte[] before = File.Exists(PathOf(source)) ? InputFile.ReadBytes(PathOf(source)) : s_emptyDocument;
            diffs.Add((source.Document, before.AsSpan().SequenceEqual(trimmed) ? null : DocumentDiff.Of(before, PathOf(source), trimmed, name)));
            if (!string.Equals(hash, source.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                JsonObject entry = (JsonObject)root[source.Document]!;
                entry["version"] = Edition.Of(trimmed, name).Version;
                entry["date"] = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                entry["sha256"] = hash;

                // The copy of a document that could not be downloaded is no longer its source.
                entry.Remove("copy");
            }

            batch.Add(PathOf(source), trimmed);
        }

        if (!isRehearsal)
        {
            // sources.json is written last: after a crash before that, 'specs trim --all' restores the documents.
            batch.Add(SourcesPath, StrictJson.WriteIndented(root));
            batch.Write(cancellationToken);
        }

        return diffs;
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
        List<string> names = [.. _sources.Select(static s => Path.ChangeExtension(s.Document, null))];
        if (documents.FirstOrDefault(d => !names.Contains(d)) is { } unknown)
        {
            throw new InputException($"There is no document '{unknown}'. Use one of {string.Join(", ", names)}.{Suggestion.For(unknown, names)}");
        }

        FileBatch batch = new();
        List<(string, IReadOnlyList<string>)> written = [];
        foreach (SpecSource source in _sources.Where(s => documents.Count == 0 || documents.Contains(Path.ChangeExtension(s.Document, null))))
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
            OpenApiFacts.CheckVersion(document);
        }
        catch (InputException e)
        {
            throw new InputException($"'{name}' cannot be used: {e.Message}");
        }
    }

    private static string HashOf(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private string PathOf(SpecSource source) => Path.Combine(_path, source.Document);

    private byte[] Trim(SpecSource source, byte[] published, string name) => Trimming.Trim(published, name, ReadOverlays(source.Document));

    /// <summary>Reads the overlays of a document in the order in which they apply: the corrections, then those that state further
    /// facts.</summary>
    /// <param name="document">The file name of the trimmed document, such as <c>jira.json</c>.</param>
    /// <exception cref="InputException">An overlay is malformed, or the corrections are missing.</exception>
    internal IReadOnlyList<Overlay> ReadOverlays(string document)
    {
        string folder = Path.Combine(_path, "overlays");
        List<Overlay> overlays = [Overlay.Read(Path.Combine(folder, document))];
        foreach (string kind in s_overlays)
        {
            string path = Path.Combine(folder, Path.ChangeExtension(document, kind));
            if (File.Exists(path))
            {
                overlays.Add(Overlay.Read(path));
            }
        }

        return overlays;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leeway.Cli.Specs.Comparison;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>A folder of trimmed documents: <c>sources.json</c> says where each comes from, <c>overlays/</c> what is corrected in it and added to it.</summary>
internal sealed class SpecsFolder
{
    /// <summary>What stands in for the edition before the first.</summary>
    private static readonly byte[] s_nothing = """{"openapi": "3.0.1", "paths": {}}"""u8.ToArray();

    private readonly string _path;
    private readonly JObject _root;
    private readonly IReadOnlyList<SpecSource> _sources;

    private SpecsFolder(string path, JObject root, IReadOnlyList<SpecSource> sources)
    {
        _path = path;
        _root = root;
        _sources = sources;
    }

    private string SourcesPath => Path.Combine(_path, "sources.json");

    /// <exception cref="InputException">The folder has no usable <c>sources.json</c>.</exception>
    public static SpecsFolder Open(string path)
    {
        string sourcesPath = Path.Combine(path, "sources.json");
        JObject root = JsonText.ReadObject(sourcesPath);
        List<SpecSource> sources = [];
        foreach (JProperty member in root.Properties())
        {
            sources.Add(SpecSource.Parse(member, sourcesPath));
        }

        return new SpecsFolder(path, root, sources);
    }

    /// <summary>Trims every document, and writes only when all of them could be trimmed.</summary>
    /// <param name="publishedFolder">Holds the published documents under the names that <c>sources.json</c> gives.</param>
    /// <returns>A line for each document.</returns>
    /// <exception cref="InputException">A document is missing, is not the one that <c>sources.json</c> describes, or cannot be trimmed.</exception>
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
                throw new InputException($"'{publishedPath}' has the sha256 {hash}, but sources.json describes another for {source.Document}: 'specs update --from' takes a newer edition.");
            }

            byte[] text = Trim(source, published, publishedPath);
            batch.Add(PathOf(source), text);
            lines.Add($"{PathOf(source)}: {text.Length} bytes");
        }

        batch.Write(cancellationToken);
        return lines;
    }

    /// <summary>Takes the newest edition of every document, and writes only when all of them could be trimmed.</summary>
    /// <param name="published">Where the documents come from.</param>
    /// <param name="expected">The sha256 that published documents must have, by the names of their trimmed ones; those not named may have any.</param>
    /// <param name="today">The date to note for a document that is another than before.</param>
    /// <param name="isRehearsal">Whether nothing is to be written.</param>
    /// <returns>The documents by name with what changed in them; null for one that is the same as before.</returns>
    /// <exception cref="InputException">
    /// A document cannot be had, has another sha256 than expected, has a keyword that nobody has judged, or lacks what an overlay corrects.
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
            throw new InputException($"'{SourcesPath}' names no document '{document}', for which a sha256 is given.{Suggestion.For(document, _sources.Select(static s => s.Document))}");
        }

        FileBatch batch = new();
        JObject root = (JObject)_root.DeepClone();
        List<(string, DocumentDiff?)> diffs = [];
        foreach (SpecSource source in _sources)
        {
            byte[] text = await published.ReadAsync(source, cancellationToken);
            string name = published.NameOf(source);
            string hash = HashOf(text);
            if (expected.TryGetValue(source.Document, out string? expectedHash) && !string.Equals(hash, expectedHash, StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException($"The published document of {source.Document} has the sha256 {hash}, where {expectedHash} is expected. Nothing was written.");
            }

            byte[] trimmed = Trim(source, text, name);
            byte[] before = File.Exists(PathOf(source)) ? InputFile.ReadBytes(PathOf(source)) : s_nothing;
            diffs.Add((source.Document, before.AsSpan().SequenceEqual(trimmed) ? null : DocumentDiff.Of(before, PathOf(source), trimmed, name)));
            if (!string.Equals(hash, source.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                JObject entry = (JObject)root[source.Document]!;
                entry["version"] = Edition.Of(trimmed, name).Version;
                entry["date"] = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                entry["sha256"] = hash;
            }

            batch.Add(PathOf(source), trimmed);
        }

        if (!isRehearsal)
        {
            // Last, so that a crash before it leaves documents that 'specs trim --all' makes good.
            batch.Add(SourcesPath, Encoding.UTF8.GetBytes(root.ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n"));
            batch.Write(cancellationToken);
        }

        return diffs;
    }

    private static string HashOf(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private string PathOf(SpecSource source) => Path.Combine(_path, source.Document);

    private byte[] Trim(SpecSource source, byte[] published, string name) => Trimming.Trim(published, name, ReadOverlays(source.Document));

    /// <summary>Reads the overlays of a document in the order in which they apply: the corrections, then the verdicts on repetition.</summary>
    /// <param name="document">The trimmed document's file name, such as <c>jira.json</c>.</param>
    /// <exception cref="InputException">An overlay is malformed, or the corrections are missing.</exception>
    internal IReadOnlyList<Overlay> ReadOverlays(string document)
    {
        string folder = Path.Combine(_path, "overlays");
        List<Overlay> overlays = [Overlay.Read(Path.Combine(folder, document))];
        string verdicts = Path.Combine(folder, Path.ChangeExtension(document, ".repeat.json"));
        if (File.Exists(verdicts))
        {
            overlays.Add(Overlay.Read(verdicts));
        }

        return overlays;
    }
}

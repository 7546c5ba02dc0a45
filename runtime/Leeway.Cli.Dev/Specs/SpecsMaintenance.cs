using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Leeway.Cli.Dev.Specs.Comparison;
using Leeway.Cli.Specs;

namespace Leeway.Cli.Dev.Specs;

/// <summary>Trims and updates the documents of a folder.</summary>
internal sealed class SpecsMaintenance(SpecsFolder folder)
{
    /// <summary>An empty document, used when there is no earlier edition.</summary>
    private static readonly byte[] s_emptyDocument = """{"openapi": "3.0.1", "paths": {}}"""u8.ToArray();

    /// <summary>Trims every document. Writes nothing unless all of them can be trimmed.</summary>
    /// <param name="publishedFolder">The folder of the published documents, under the file names in <c>sources.json</c>.</param>
    /// <returns>One line for each document.</returns>
    /// <exception cref="InputException">A document is missing, differs from the one that <c>sources.json</c> describes, or cannot be
    /// trimmed.</exception>
    public IReadOnlyList<string> TrimAll(string publishedFolder, CancellationToken cancellationToken)
    {
        FileBatch batch = new();
        List<string> lines = [];
        foreach (SpecSource source in folder.Sources)
        {
            string publishedPath = Path.Combine(publishedFolder, source.Published);
            byte[] published = InputFile.ReadBytes(publishedPath);
            string hash = HashOf(published);
            if (!string.Equals(hash, source.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException($"'{publishedPath}' has the sha256 {hash}, but sources.json lists another one for {source.Document}. To accept a newer edition, run 'specs update --from'.");
            }

            byte[] text = Trim(source, published, publishedPath);
            batch.Add(folder.PathOf(source), text);
            lines.Add($"{folder.PathOf(source)}: {text.Length} bytes");
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
        foreach (string document in expected.Keys.Where(d => !folder.Sources.Any(s => s.Document == d)))
        {
            throw new InputException($"A sha256 is given for '{document}', which is not in '{folder.SourcesPath}'.{Suggestion.For(document, folder.Sources.Select(static s => s.Document))}");
        }

        FileBatch batch = new();
        JsonObject root = (JsonObject)folder.Root.DeepClone();
        List<(string, DocumentDiff?)> diffs = [];
        foreach (SpecSource source in folder.Sources)
        {
            byte[] text = await published.ReadAsync(source, cancellationToken);
            string name = published.NameOf(source);
            string hash = HashOf(text);
            if (expected.TryGetValue(source.Document, out string? expectedHash) && !string.Equals(hash, expectedHash, StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException($"The published document of {source.Document} has the sha256 {hash}, but {expectedHash} is expected. Nothing was written.");
            }

            byte[] trimmed = Trim(source, text, name);
            byte[] before = File.Exists(folder.PathOf(source)) ? InputFile.ReadBytes(folder.PathOf(source)) : s_emptyDocument;
            diffs.Add((source.Document, before.AsSpan().SequenceEqual(trimmed) ? null : DocumentDiff.Of(before, folder.PathOf(source), trimmed, name)));
            if (!string.Equals(hash, source.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                JsonObject entry = (JsonObject)root[source.Document]!;
                entry["version"] = Edition.Of(trimmed, name).Version;
                entry["date"] = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                entry["sha256"] = hash;

                // The copy of a document that could not be downloaded is no longer its source.
                entry.Remove("copy");
            }

            batch.Add(folder.PathOf(source), trimmed);
        }

        if (!isRehearsal)
        {
            // sources.json is written last: after a crash before that, 'specs trim --all' restores the documents.
            batch.Add(folder.SourcesPath, StrictJson.WriteIndented(root));
            batch.Write(cancellationToken);
        }

        return diffs;
    }

    private static string HashOf(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private byte[] Trim(SpecSource source, byte[] published, string name) => Trimming.Trim(published, name, folder.ReadOverlays(source.Document));
}

using System.Security.Cryptography;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>A folder of trimmed documents: <c>sources.json</c> says where each comes from, <c>overlays/</c> what is corrected in it.</summary>
internal sealed class SpecsFolder
{
    private readonly string _path;
    private readonly IReadOnlyList<SpecSource> _sources;

    private SpecsFolder(string path, IReadOnlyList<SpecSource> sources)
    {
        _path = path;
        _sources = sources;
    }

    /// <exception cref="SpecsException">The folder has no usable <c>sources.json</c>.</exception>
    public static SpecsFolder Open(string path)
    {
        string sourcesPath = Path.Combine(path, "sources.json");
        JObject root = JsonText.ReadObject(sourcesPath);
        List<SpecSource> sources = [];
        foreach (JProperty member in root.Properties())
        {
            sources.Add(SpecSource.Parse(member, sourcesPath));
        }

        return new SpecsFolder(path, sources);
    }

    /// <summary>Trims every document, and writes only when all of them could be trimmed.</summary>
    /// <param name="publishedFolder">Holds the published documents under the names that <c>sources.json</c> gives.</param>
    /// <returns>A line for each document.</returns>
    /// <exception cref="SpecsException">A document is missing, is not the one that <c>sources.json</c> describes, or cannot be trimmed.</exception>
    public IReadOnlyList<string> TrimAll(string publishedFolder)
    {
        List<(string Path, byte[] Text)> documents = [];
        foreach (SpecSource source in _sources)
        {
            documents.Add((Path.Combine(_path, source.Document), Trim(source, publishedFolder)));
        }

        List<string> lines = [];
        foreach ((string path, byte[] text) in documents)
        {
            JsonText.WriteBytes(path, text);
            lines.Add($"{path}: {text.Length} bytes");
        }

        return lines;
    }

    private byte[] Trim(SpecSource source, string publishedFolder)
    {
        string publishedPath = Path.Combine(publishedFolder, source.Published);
        byte[] published = JsonText.ReadBytes(publishedPath);
        string hash = Convert.ToHexStringLower(SHA256.HashData(published));
        if (hash != source.Sha256)
        {
            throw new SpecsException($"'{publishedPath}' has the sha256 {hash}, but sources.json describes another for {source.Document}: state its version, date and sha256 there.");
        }

        return Trimming.Trim(published, publishedPath, Overlay.Read(Path.Combine(_path, "overlays", source.Document)));
    }
}

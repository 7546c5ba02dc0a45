using System.Globalization;

namespace Leeway.Simulation;

/// <summary>The course of a run: always as a digest, and as text if a run is replayed for reading.</summary>
internal sealed class Trace(bool isKept)
{
    private const ulong Prime = 1099511628211;

    private readonly List<string> _lines = [];

    /// <summary>Whether text is kept.</summary>
    public bool IsKept => isKept;

    /// <summary>A hash that is equal for equal runs, and very rarely otherwise.</summary>
    public ulong Digest { get; private set; } = 14695981039346656037;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Records a step.</summary>
    public void Step(long now, int node, string label)
    {
        ulong digest = (Digest ^ (ulong)now) * Prime;
        digest = (digest ^ (ulong)(uint)node) * Prime;
        foreach (char c in label)
        {
            digest = (digest ^ c) * Prime;
        }

        Digest = digest;
        if (isKept)
        {
            Add(now, node, label);
        }
    }

    /// <summary>Adds text for readers that does not affect the digest.</summary>
    public void Say(long now, int node, string words)
    {
        if (isKept)
        {
            Add(now, node, "    " + words);
        }
    }

    private void Add(long now, int node, string words)
    {
        string source = node == 0 ? "  " : string.Create(CultureInfo.InvariantCulture, $"n{node}");
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(now):d\\.hh\\:mm\\:ss\\.fff} {source} {words}"));
    }
}

namespace Leeway.Simulator.Wire;

/// <summary>A part of a file.</summary>
/// <param name="Content">The file.</param>
/// <param name="Offset">Where the part begins.</param>
/// <param name="Length">How many bytes it has.</param>
internal sealed record FilePart(SimulatedContent Content, long Offset, long Length)
{
    public Stream OpenRead() => Content.OpenRead(Offset, Length);
}

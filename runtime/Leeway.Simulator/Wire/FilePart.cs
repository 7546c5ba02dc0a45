namespace Leeway.Simulator.Wire;

/// <summary>A part of a file.</summary>
/// <param name="Content">The file.</param>
/// <param name="Offset">The offset of the part in the file.</param>
/// <param name="Length">The number of bytes of the part.</param>
internal sealed record FilePart(SimulatedContent Content, long Offset, long Length)
{
    public Stream OpenRead() => Content.OpenRead(Offset, Length);
}

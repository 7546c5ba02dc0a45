namespace Leeway.Runtime.Tests.Calls;

/// <summary>A body that breaks off.</summary>
internal sealed class BrokenStream : ReadOnlyStream
{
    public override int Read(Span<byte> buffer) => throw new IOException("reset");
}

namespace Leeway.Runtime.Tests.Calls;

/// <summary>A body that never ends.</summary>
internal sealed class EndlessStream : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        buffer.Fill((byte)'x');
        return buffer.Length;
    }
}

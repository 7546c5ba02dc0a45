namespace Leeway.Runtime.Tests.Calls;

/// <summary>A stream of a known length that keeps nothing in memory.</summary>
internal sealed class GeneratedStream(long length) : ReadOnlyStream
{
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, length - _position);
        buffer[..count].Fill((byte)'x');
        _position += count;
        return count;
    }
}

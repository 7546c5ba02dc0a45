namespace Leeway.Runtime.Tests.Calls;

/// <summary>A body that arrives in small parts and has no length.</summary>
internal sealed class TricklingStream(byte[] bytes) : ReadOnlyStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(buffer.Length, bytes.Length - _position), 1 + (_position % 7_919));
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}

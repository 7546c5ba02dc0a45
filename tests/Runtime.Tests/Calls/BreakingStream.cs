namespace Leeway.Runtime.Tests.Calls;

/// <summary>A body that returns some bytes and then breaks off.</summary>
internal sealed class BreakingStream(byte[] bytes) : ReadOnlyStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        if (_position == bytes.Length)
        {
            throw new IOException("reset");
        }

        int count = Math.Min(buffer.Length, bytes.Length - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}

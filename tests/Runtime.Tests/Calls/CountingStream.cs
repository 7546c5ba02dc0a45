namespace Leeway.Runtime.Tests.Calls;

/// <summary>A body that counts the bytes that are read, and fails if far too many are read.</summary>
internal sealed class CountingStream : ReadOnlyStream
{
    private const long MaxRead = 16L * 1024 * 1024;

    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        BytesRead += buffer.Length;
        if (BytesRead > MaxRead)
        {
            throw new InsufficientMemoryException("The body was read without a limit.");
        }

        buffer.Fill((byte)'x');
        return buffer.Length;
    }
}

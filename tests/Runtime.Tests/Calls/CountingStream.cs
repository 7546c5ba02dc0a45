namespace Leeway.Runtime.Tests.Calls;

/// <summary>A body that counts what is read of it, and refuses to be read far beyond any limit.</summary>
internal sealed class CountingStream : ReadOnlyStream
{
    private const long FarTooMuch = 16L * 1024 * 1024;

    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        BytesRead += buffer.Length;
        if (BytesRead > FarTooMuch)
        {
            throw new InsufficientMemoryException("The body was read without a limit.");
        }

        buffer.Fill((byte)'x');
        return buffer.Length;
    }
}

namespace Leeway.Simulator.Wire;

/// <summary>Content whose connection breaks before the end.</summary>
/// <param name="inner">The content.</param>
/// <param name="left">The number of bytes that can be read before the connection breaks.</param>
internal sealed class BreakingStream(Stream inner, long left) : ReadingStream
{
    private long _left = left;

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 && !buffer.IsEmpty)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The simulated connection broke.");
        }

        int read = inner.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

namespace Leeway.Calls;

/// <summary>A body whose beginning was looked at, and which is read from its first byte all the same.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream _rest;
    private readonly byte[] _beginning;
    private int _position;

    private PeekedStream(byte[] beginning, Stream rest)
    {
        _beginning = beginning;
        _rest = rest;
    }

    /// <summary>The bytes that were looked at; the whole body where it is no longer.</summary>
    public ReadOnlySpan<byte> Beginning => _beginning;

    public override bool CanRead => _rest.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the beginning of a body.</summary>
    /// <exception cref="HttpRequestException">The body broke off.</exception>
    public static async Task<PeekedStream> ReadAsync(Stream body, int length, CancellationToken cancellationToken)
    {
        byte[] beginning = new byte[length];
        try
        {
            int read = await body.ReadAtLeastAsync(beginning, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return new PeekedStream(beginning[..read], body);
        }
        catch (IOException exception)
        {
            HttpRequestError error = (exception as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown;
            throw new HttpRequestException(error, "The answer broke off.", exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer) => _position < _beginning.Length ? ReadBeginning(buffer) : _rest.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _position < _beginning.Length ? new(ReadBeginning(buffer.Span)) : _rest.ReadAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _rest.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rest.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadBeginning(Span<byte> buffer)
    {
        int read = Math.Min(buffer.Length, _beginning.Length - _position);
        _beginning.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }
}

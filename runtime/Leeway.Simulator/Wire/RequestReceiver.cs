namespace Leeway.Simulator.Wire;

/// <summary>
/// Receives the body of a request. A small body is stored. Of a larger one, only the length and the hash are kept, and the files if it is a
/// form.
/// </summary>
internal sealed class RequestReceiver : Stream
{
    /// <summary>The maximum number of bytes of a body, and of each file, that are stored.</summary>
    public const int LargestHeld = 4 * 1024 * 1024;

    private readonly ContentReceiver _body = new(LargestHeld);
    private readonly FormReceiver? _form;

    /// <param name="contentType">The Content-Type header of the request.</param>
    public RequestReceiver(string? contentType)
    {
        _form = FormReceiver.BoundaryOf(contentType) is { } boundary ? new FormReceiver(boundary, LargestHeld) : null;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Returns the received body and files.</summary>
    public (SimulatedContent Body, IReadOnlyList<ReceivedFile>? Files) Finish() => (_body.Finish(), _form?.Finish());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _body.Append(buffer);
        _form?.Append(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
            _form?.Dispose();
        }

        base.Dispose(disposing);
    }
}

using System.IO.Pipelines;

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

    /// <summary>Passes the body of a form to its reader as it arrives; null if the body is not a form.</summary>
    private readonly Pipe? _form;

    private readonly Task<IReadOnlyList<ReceivedFile>?> _files = Task.FromResult<IReadOnlyList<ReceivedFile>?>(null);

    /// <param name="contentType">The Content-Type header of the request.</param>
    public RequestReceiver(string? contentType)
    {
        if (FormFiles.FindBoundary(contentType) is { } boundary)
        {
            // Inline, so that the reader runs whenever bytes arrive and needs no thread of its own.
            _form = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
            _files = ReadFilesAsync(_form.Reader, boundary);
        }
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
    public async Task<(SimulatedContent Body, IReadOnlyList<ReceivedFile>? Files)> FinishAsync()
    {
        if (_form is not null)
        {
            await _form.Writer.CompleteAsync().ConfigureAwait(false);
        }

        return (_body.Finish(), await _files.ConfigureAwait(false));
    }

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _body.Append(buffer.Span);
        if (_form is not null)
        {
            await _form.Writer.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
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

            // Ends the reader if the body did not arrive completely.
            _form?.Writer.Complete();
        }

        base.Dispose(disposing);
    }

    private static async Task<IReadOnlyList<ReceivedFile>?> ReadFilesAsync(PipeReader reader, string boundary)
    {
        try
        {
            return await FormFiles.ReadAsync(reader.AsStream(leaveOpen: true), boundary, LargestHeld).ConfigureAwait(false);
        }
        finally
        {
            // From here on the writer accepts all bytes: those after the end of the form, or of a malformed one.
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }
}

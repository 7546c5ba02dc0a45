using System.Net.Http.Headers;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// A file as it arrives, with what the answer says of it. Every stream that a generated client returns is one.
/// </summary>
/// <example>
/// <code>
/// using DownloadStream file = await jira.IssueAttachments.GetAttachmentContentAsync(id).AsDownloadAsync();
/// await using FileStream target = File.Create(Path.Combine(folder, file.FileName ?? id));
/// await file.CopyToAsync(target);
/// </code>
/// </example>
/// <remarks>
/// Nothing is held in memory, and the connection is in use until the stream is disposed of. A file that breaks off does not
/// look like a whole one: reading then throws an <see cref="HttpIOException"/> that says how many bytes came.
/// </remarks>
public sealed class DownloadStream : Stream
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;

    internal DownloadStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _body = body;
        HttpContentHeaders headers = response.Content.Headers;
        ContentType = headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type) ? type.ToString() : null;
        ContentLength = headers.ContentLength;
        ContentRange = headers.ContentRange;
        FileName = headers.NonValidated.TryGetValues("Content-Disposition", out HeaderStringValues disposition)
            ? DownloadFileName.Find(disposition.ToString())
            : null;
    }

    /// <summary>The type of the file, such as <c>image/png</c>; null where the answer does not say.</summary>
    public string? ContentType { get; }

    /// <summary>How many bytes the stream has, which of a part of a file are the part's; null where the answer does not say.</summary>
    public long? ContentLength { get; }

    /// <summary>Which part of the file the stream is; null where it is the whole file, also where a part was asked for.</summary>
    public ContentRangeHeaderValue? ContentRange { get; }

    /// <summary>
    /// The name of the file, fit for a folder of any system: without path, control characters and what else has a meaning to a file
    /// system. Null where the answer names none.
    /// </summary>
    public string? FileName { get; }

    /// <summary>The bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Is told of every read, on the thread that reads.</summary>
    public IProgress<TransferProgress>? Progress { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => _body.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Not supported, as of any stream that cannot seek: see <see cref="ContentLength"/>.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not supported, as of any stream that cannot seek: see <see cref="BytesRead"/>.</summary>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="HttpIOException">The file broke off.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    /// <exception cref="HttpIOException">The file broke off.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = _body.Read(buffer);
        }
        catch (IOException exception)
        {
            throw BrokeOff(exception);
        }

        return Count(read, buffer.IsEmpty);
    }

    /// <inheritdoc/>
    /// <exception cref="HttpIOException">The file broke off.</exception>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    /// <exception cref="HttpIOException">The file broke off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw BrokeOff(exception);
        }

        return Count(read, buffer.IsEmpty);
    }

    /// <summary>Does nothing.</summary>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _body.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read, bool askedForNone)
    {
        if (read > 0)
        {
            BytesRead += read;
            Progress?.Report(new TransferProgress(BytesRead, ContentLength));
        }
        else if (!askedForNone && BytesRead < ContentLength)
        {
            // A transport notices this by itself; a body that went through another handler may end without a word.
            throw BrokeOff(null);
        }

        return read;
    }

    private HttpIOException BrokeOff(IOException? exception) => new(
        exception is HttpIOException { HttpRequestError: var error } ? error : HttpRequestError.ResponseEnded,
        ContentLength is { } length
            ? $"The download broke off: {BytesRead} of {length} bytes came."
            : $"The download broke off after {BytesRead} bytes.",
        exception);
}

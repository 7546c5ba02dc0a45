using System.Net.Http.Headers;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// A file as it arrives, with the metadata of the response. Every stream that a generated client returns is of this type.
/// </summary>
/// <example>
/// <code>
/// using DownloadStream file = await jira.IssueAttachments.GetAttachmentContentAsync(id).AsDownloadAsync();
/// await using FileStream target = File.Create(Path.Combine(folder, file.FileName ?? id));
/// await file.CopyToAsync(target);
/// </code>
/// </example>
/// <remarks>
/// The stream is not buffered. It uses the connection until it is disposed of.
/// <para>
/// If a file breaks off during an asynchronous read, the rest is requested, up to five times, if the server sent a strong
/// <c>ETag</c> that shows that the rest belongs to the same file, and <see cref="CallSettings.MayRepeat"/> is not
/// <see langword="false"/>. Otherwise the read throws an <see cref="HttpIOException"/> that says how many bytes arrived: an incomplete
/// file never looks complete.
/// </para>
/// </remarks>
public sealed class DownloadStream : Stream
{
    private const int MaxResumptions = 5;

    private HttpResponseMessage _response;
    private Stream _body;
    private ReadOnlyMemory<byte> _beginning;
    private Exception? _failure;
    private DownloadResumption? _resumption;
    private int _resumptions;
    private long? _length;

    /// <param name="response">The response. The stream disposes of it.</param>
    /// <param name="body">The body of the response, without the part in <paramref name="beginning"/>.</param>
    /// <param name="resumption">Requests the rest if the body breaks off; null if that is not possible.</param>
    /// <param name="beginning">The part of the body that was read already.</param>
    /// <param name="failure">Why the body broke off after that part; null if it did not.</param>
    internal DownloadStream(
        HttpResponseMessage response,
        Stream body,
        DownloadResumption? resumption = null,
        ReadOnlyMemory<byte> beginning = default,
        Exception? failure = null)
    {
        _response = response;
        _body = body;
        _beginning = beginning;
        _failure = failure;
        _resumption = resumption;
        HttpContentHeaders headers = response.Content.Headers;
        ContentType = headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type) ? type.ToString() : null;
        ContentLength = _length = headers.ContentLength;
        ContentRange = headers.ContentRange;
        FileName = headers.NonValidated.TryGetValues("Content-Disposition", out HeaderStringValues disposition)
            ? DownloadFileName.Find(disposition.ToString())
            : null;
    }

    /// <summary>The content type of the file, such as <c>image/png</c>; null if the response does not state it.</summary>
    public string? ContentType { get; }

    /// <summary>The length of the stream in bytes, which may be a part of the file; null if the response does not state it.</summary>
    public long? ContentLength { get; }

    /// <summary>The part of the file that the stream contains; null if it is the whole file, even if a part was requested.</summary>
    public ContentRangeHeaderValue? ContentRange { get; }

    /// <summary>
    /// The name of the file, safe for any file system: without a path, control characters and other characters that file systems
    /// interpret. Null if the response has no name.
    /// </summary>
    public string? FileName { get; }

    /// <summary>The number of bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Receives a report after every read, on the reading thread.</summary>
    public IProgress<TransferProgress>? Progress { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => _body.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Not supported, because the stream cannot seek. See <see cref="ContentLength"/>.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not supported, because the stream cannot seek. See <see cref="BytesRead"/>.</summary>
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
        Exception? failure = null;
        try
        {
            int read = _beginning.IsEmpty ? GetBody().Read(buffer) : ReadBeginning(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                return Count(read);
            }
        }
        catch (Exception exception) when (PooledBuffer.IsOfBody(exception))
        {
            failure = exception;
        }

        return IsWhole(failure) ? 0 : throw CreateException(failure);
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
        while (true)
        {
            Exception? failure = null;
            try
            {
                int read = _beginning.IsEmpty
                    ? await GetBody().ReadAsync(buffer, cancellationToken).ConfigureAwait(false)
                    : ReadBeginning(buffer.Span);
                if (read > 0 || buffer.IsEmpty)
                {
                    return Count(read);
                }
            }
            catch (Exception exception) when (PooledBuffer.IsOfBody(exception))
            {
                failure = exception;
            }

            if (IsWhole(failure))
            {
                return 0;
            }

            await ResumeAsync(failure, cancellationToken).ConfigureAwait(false);
        }
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

    private Stream GetBody() => _failure is null ? _body : throw _failure;

    private int ReadBeginning(Span<byte> buffer)
    {
        int read = Math.Min(buffer.Length, _beginning.Length);
        _beginning.Span[..read].CopyTo(buffer);
        _beginning = _beginning[read..];
        return read;
    }

    private int Count(int read)
    {
        if (read > 0)
        {
            BytesRead += read;
            Progress?.Report(new TransferProgress { Bytes = BytesRead, Total = ContentLength });
        }

        return read;
    }

    // The transport detects a body that ends early, but another handler between may hide that.
    private bool IsWhole(Exception? failure) => _length is { } length ? BytesRead >= length : failure is null;

    /// <summary>Replaces a body that broke off with the rest of the file.</summary>
    /// <exception cref="HttpIOException">The rest is not available.</exception>
    private async ValueTask ResumeAsync(Exception? failure, CancellationToken cancellationToken)
    {
        if (_resumption is null || _resumptions++ >= MaxResumptions)
        {
            throw CreateException(failure);
        }

        HttpResponseMessage? rest;
        try
        {
            rest = await _resumption.FetchAsync(BytesRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is LeewayException or HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw CreateException(failure ?? exception, $" The rest could not be requested: {DisplayText.Clean(exception.Message)}");
        }

        if (rest is null)
        {
            _resumption = null;
            throw CreateException(failure, " The server did not return the rest of the same file.");
        }

        _response.Dispose();
        _response = rest;
        _failure = null;
        _body = await rest.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        _length ??= _resumption.LengthOf(rest);
    }

    private HttpIOException CreateException(Exception? failure, string explanation = "") => new(
        failure is HttpIOException { HttpRequestError: var error } ? error : HttpRequestError.ResponseEnded,
        (_length is { } length
            ? $"The download broke off: {BytesRead} of {length} bytes arrived."
            : $"The download broke off after {BytesRead} bytes.") + explanation,
        failure);
}

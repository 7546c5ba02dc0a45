using System.Net.Http.Headers;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// A file as it arrives, with what the response says about it. Every stream that a generated client returns is one.
/// </summary>
/// <example>
/// <code>
/// using DownloadStream file = await jira.IssueAttachments.GetAttachmentContentAsync(id).AsDownloadAsync();
/// await using FileStream target = File.Create(Path.Combine(folder, file.FileName ?? id));
/// await file.CopyToAsync(target);
/// </code>
/// </example>
/// <remarks>
/// Nothing is held in memory, and the connection is in use until the stream is disposed of.
/// <para>
/// Where a file breaks off while it is read asynchronously, the rest is asked for, up to five times, if the server gave the file a strong
/// <c>ETag</c> by which the rest is known to belong to it, unless <see cref="CallSettings.MayRepeat"/> is <see langword="false"/>.
/// Otherwise reading throws an <see cref="HttpIOException"/> that says how many bytes came: a file that broke off never looks like a
/// whole one.
/// </para>
/// </remarks>
public sealed class DownloadStream : Stream
{
    private const int MaxResumptions = 5;

    private HttpResponseMessage _response;
    private Stream _body;
    private ReadOnlyMemory<byte> _beginning;
    private DownloadResumption? _resumption;
    private int _resumptions;
    private long? _length;

    /// <param name="response">The response, which is disposed of with the stream.</param>
    /// <param name="body">Its body, after the beginning.</param>
    /// <param name="resumption">Asks for the rest if the body breaks off; null where nothing can.</param>
    /// <param name="beginning">What was read of the body already.</param>
    internal DownloadStream(
        HttpResponseMessage response, Stream body, DownloadResumption? resumption = null, ReadOnlyMemory<byte> beginning = default)
    {
        _response = response;
        _body = body;
        _beginning = beginning;
        _resumption = resumption;
        HttpContentHeaders headers = response.Content.Headers;
        ContentType = headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type) ? type.ToString() : null;
        ContentLength = _length = headers.ContentLength;
        ContentRange = headers.ContentRange;
        FileName = headers.NonValidated.TryGetValues("Content-Disposition", out HeaderStringValues disposition)
            ? DownloadFileName.Find(disposition.ToString())
            : null;
    }

    /// <summary>The type of the file, such as <c>image/png</c>; null where the response does not say.</summary>
    public string? ContentType { get; }

    /// <summary>How many bytes the stream has, or the part of a file where it is one; null where the response does not say.</summary>
    public long? ContentLength { get; }

    /// <summary>Which part of the file the stream is; null where it is the whole file, also where a part was asked for.</summary>
    public ContentRangeHeaderValue? ContentRange { get; }

    /// <summary>
    /// The name of the file, fit for a folder of any system: without path, control characters and whatever else has a meaning to a file
    /// system. Null where the response names none.
    /// </summary>
    public string? FileName { get; }

    /// <summary>The bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Receives a report after every read, on the thread that reads.</summary>
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
        Exception? failure = null;
        try
        {
            int read = _beginning.IsEmpty ? _body.Read(buffer) : ReadBeginning(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                return Count(read);
            }
        }
        catch (Exception exception) when (PooledBuffer.IsOfBody(exception))
        {
            failure = exception;
        }

        return IsWhole(failure) ? 0 : throw BrokeOff(failure);
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
                    ? await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)
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
            Progress?.Report(new TransferProgress(BytesRead, ContentLength));
        }

        return read;
    }

    // A transport notices by itself that a body ends too early; one that went through another handler may end without a word.
    private bool IsWhole(Exception? failure) => _length is { } length ? BytesRead >= length : failure is null;

    /// <summary>Puts the rest of the file in place of a body that broke off.</summary>
    /// <exception cref="HttpIOException">The rest cannot be had.</exception>
    private async ValueTask ResumeAsync(Exception? failure, CancellationToken cancellationToken)
    {
        if (_resumption is null || _resumptions++ >= MaxResumptions)
        {
            throw BrokeOff(failure);
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
            throw BrokeOff(failure ?? exception, $" The rest could not be asked for: {DisplayText.Clean(exception.Message)}");
        }

        if (rest is null)
        {
            _resumption = null;
            throw BrokeOff(failure, " The server does not give out the rest of the same file.");
        }

        _response.Dispose();
        _response = rest;
        _body = await rest.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        _length ??= _resumption.LengthOf(rest);
    }

    private HttpIOException BrokeOff(Exception? failure, string explanation = "") => new(
        failure is HttpIOException { HttpRequestError: var error } ? error : HttpRequestError.ResponseEnded,
        (_length is { } length
            ? $"The download broke off: {BytesRead} of {length} bytes came."
            : $"The download broke off after {BytesRead} bytes.") + explanation,
        failure);
}

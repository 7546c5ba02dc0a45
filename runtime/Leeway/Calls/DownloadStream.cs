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
    private DownloadResumption? _resumption;
    private int _resumptions;
    private long? _length;

    internal DownloadStream(HttpResponseMessage response, Stream body, DownloadResumption? resumption = null)
    {
        _response = response;
        _body = body;
        _resumption = resumption;
        HttpContentHeaders headers = response.Content.Headers;
        ContentType = headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type) ? type.ToString() : null;
        ContentLength = _length = headers.ContentLength;
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
        Exception? failure = null;
        try
        {
            int read = _body.Read(buffer);
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
                int read = await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
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

using System.Buffers;
using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>A file to upload. It is streamed, not held in memory.</summary>
/// <remarks>
/// An upload owns nothing: a file is opened each time it is sent and closed afterward, and a stream belongs to the caller, who disposes
/// of it after the call. So an upload need not be disposed of, and can be sent again.
/// </remarks>
public sealed class FileUpload : HttpContent
{
    private const int CopyBufferSize = 80 * 1024;

    private readonly string? _path;
    private readonly Stream? _stream;
    private readonly long _start;
    private readonly ReadOnlyMemory<byte> _bytes;
    private long? _announcedLength;
    private bool _isSpent;

    private FileUpload(string fileName, string? contentType, string? path, Stream? stream, ReadOnlyMemory<byte> bytes)
    {
        WellFormedText.Require(fileName, path is null ? nameof(fileName) : nameof(path));
        FileName = fileName;
        ContentType = contentType ?? FileContentType.Of(fileName);
        _path = path;
        _stream = stream;
        _start = stream is { CanSeek: true } ? stream.Position : 0;
        _bytes = bytes;

        // Refit adds a content to a form unchanged, so the headers must be set here.
        Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(ContentType);
        Headers.TryAddWithoutValidation("Content-Disposition", FormDisposition.Of("file", fileName));
    }

    /// <summary>The file name that the server receives.</summary>
    public string FileName { get; }

    /// <summary>The content type of the file.</summary>
    /// <value>
    /// The default depends on the extension of the file name: <c>image/png</c> for <c>screenshot.png</c>, and
    /// <c>application/octet-stream</c> if the extension is unknown.
    /// </value>
    public string ContentType { get; }

    /// <summary>
    /// Whether the upload can be sent more than once, for example after the login has expired. False only for a stream that cannot seek.
    /// </summary>
    public bool CanBeSentAgain => _stream is not { CanSeek: false };

    /// <summary>
    /// Receives a report after each block is written to the connection, on the sending thread. The total is null for a stream that
    /// cannot seek. If an upload is sent again, for example after the login has expired, the reports start again at zero.
    /// </summary>
    public IProgress<TransferProgress>? Progress { get; set; }

    /// <summary>Creates an upload of a file on this machine.</summary>
    /// <param name="path">The path of the file. The file is opened when the upload is sent.</param>
    /// <param name="contentType">The content type, such as <c>image/png</c>; null to derive it from the name.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException"><paramref name="contentType"/> is not a content type.</exception>
    /// <exception cref="ArgumentException">The name has an unpaired surrogate.</exception>
    public static FileUpload FromFile(string path, string? contentType = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string fullPath = Path.GetFullPath(path);
        return File.Exists(fullPath)
            ? new FileUpload(Path.GetFileName(fullPath), contentType, fullPath, null, default)
            : throw new FileNotFoundException($"The file \"{path}\" to upload does not exist.", path);
    }

    /// <summary>Creates an upload of a stream, from its current position.</summary>
    /// <param name="stream">The stream. If it cannot seek, it can be sent only once, and without a length.</param>
    /// <param name="fileName">The file name that the server receives.</param>
    /// <param name="contentType">The content type, such as <c>image/png</c>; null to derive it from the name.</param>
    /// <exception cref="FormatException"><paramref name="contentType"/> is not a content type.</exception>
    /// <exception cref="ArgumentException">The name has an unpaired surrogate.</exception>
    public static FileUpload FromStream(Stream stream, string fileName, string? contentType = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        return stream.CanRead
            ? new FileUpload(fileName, contentType, null, stream, default)
            : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    /// <summary>Creates an upload of bytes.</summary>
    /// <param name="bytes">The bytes, which are not copied.</param>
    /// <param name="fileName">The file name that the server receives.</param>
    /// <param name="contentType">The content type, such as <c>image/png</c>; null to derive it from the name.</param>
    /// <exception cref="FormatException"><paramref name="contentType"/> is not a content type.</exception>
    /// <exception cref="ArgumentException">The name has an unpaired surrogate.</exception>
    public static FileUpload FromBytes(ReadOnlyMemory<byte> bytes, string fileName, string? contentType = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        return new FileUpload(fileName, contentType, null, null, bytes);
    }

    internal bool TryGetLength(out long length)
    {
        if (_path is not null)
        {
            // A file that grows while it is sent, such as a log, is sent up to its length at this point.
            length = new FileInfo(_path).Length;
            _announcedLength = length;
            return true;
        }

        length = _stream is null ? _bytes.Length : _stream.CanSeek ? _stream.Length - _start : 0;
        return CanBeSentAgain;
    }

    internal async Task WriteToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (_path is not null)
        {
            var options = new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                BufferSize = 0,
            };
            var file = new FileStream(_path, options);
            await using (file.ConfigureAwait(false))
            {
                await CopyAsync(file, target, _announcedLength ?? file.Length, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (_stream is null)
        {
            await WriteBytesAsync(target, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Rewind(_stream);
            long? length = _stream.CanSeek ? _stream.Length - _start : null;
            await CopyAsync(_stream, target, length, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        WriteToAsync(stream, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        WriteToAsync(stream, cancellationToken);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length) => TryGetLength(out length);

    private async Task WriteBytesAsync(Stream target, CancellationToken cancellationToken)
    {
        if (Progress is not { } progress)
        {
            await target.WriteAsync(_bytes, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (int sent = 0; sent < _bytes.Length;)
        {
            int count = Math.Min(CopyBufferSize, _bytes.Length - sent);
            await target.WriteAsync(_bytes.Slice(sent, count), cancellationToken).ConfigureAwait(false);
            sent += count;
            progress.Report(new TransferProgress { Bytes = sent, Total = _bytes.Length });
        }
    }

    /// <param name="source">The stream to read.</param>
    /// <param name="target">The stream to write.</param>
    /// <param name="length">The number of bytes to copy; null to copy to the end.</param>
    /// <param name="cancellationToken">Cancels the copying.</param>
    private async Task CopyAsync(Stream source, Stream target, long? length, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CopyBufferSize);
        try
        {
            long sent = 0;
            while (sent < (length ?? long.MaxValue))
            {
                Memory<byte> wanted = buffer.AsMemory(0, (int)Math.Min(buffer.Length, (length ?? long.MaxValue) - sent));
                int read = await source.ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                await target.WriteAsync(wanted[..read], cancellationToken).ConfigureAwait(false);
                sent += read;
                Progress?.Report(new TransferProgress { Bytes = sent, Total = length });
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Rewind(Stream stream)
    {
        if (stream.CanSeek)
        {
            stream.Position = _start;
        }
        else if (_isSpent)
        {
            throw new InvalidOperationException(
                $"The upload \"{FileName}\" cannot be sent again, because its stream cannot seek. "
                + "Create the upload from a file, from bytes or from a stream that can seek.");
        }

        _isSpent = true;
    }
}

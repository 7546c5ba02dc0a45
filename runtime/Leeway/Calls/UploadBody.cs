using System.Net;

namespace Leeway.Calls;

/// <summary>One sending of an upload, with the headers of the place it is sent in.</summary>
/// <remarks>It leaves the upload alone when it is disposed of, so that its maker can send it again.</remarks>
public sealed class UploadBody : HttpContent
{
    /// <summary>Makes an upload the whole body of a request.</summary>
    public UploadBody(FileUpload upload)
        : this(upload, null)
    {
    }

    internal UploadBody(FileUpload upload, string? disposition)
    {
        ArgumentNullException.ThrowIfNull(upload);
        Upload = upload;
        Headers.TryAddWithoutValidation("Content-Type", upload.ContentType);
        if (disposition is not null)
        {
            Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        }
    }

    internal FileUpload Upload { get; }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        Upload.WriteToAsync(stream, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Upload.WriteToAsync(stream, cancellationToken);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length) => Upload.TryGetLength(out length);
}

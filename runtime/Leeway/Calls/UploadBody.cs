using System.ComponentModel;
using System.Net;

namespace Leeway.Generated;

/// <summary>Sends an upload once, with the headers that its place in the request needs.</summary>
/// <remarks>Disposing of it does not dispose of the upload, so that the caller can send the upload again.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UploadBody : HttpContent
{
    /// <summary>Initializes a request body that consists of an upload.</summary>
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

using System.Net;

namespace Leeway.Runtime.Tests.Http;

/// <summary>An empty body that records whether it was disposed of.</summary>
internal sealed class DisposalRecorder : HttpContent
{
    public bool IsDisposed { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

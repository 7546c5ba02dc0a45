using System.Text;

namespace Leeway.Runtime.Tests.Http;

/// <summary>A body that records whether it was disposed of.</summary>
internal sealed class DisposalRecorder(string text = "") : ByteArrayContent(Encoding.UTF8.GetBytes(text))
{
    public bool IsDisposed { get; private set; }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

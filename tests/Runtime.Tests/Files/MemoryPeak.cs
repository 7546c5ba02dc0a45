namespace Leeway.Runtime.Tests.Files;

/// <summary>The maximum managed memory above the initial value, measured at every progress report.</summary>
internal sealed class MemoryPeak : IProgress<TransferProgress>
{
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);

    public long Bytes { get; private set; }

    public int Samples { get; private set; }

    public void Report(TransferProgress value)
    {
        Samples++;
        Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: false) - _before);
    }
}

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Keeps reports synchronously, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressRecorder : IProgress<TransferProgress>
{
    public List<TransferProgress> Reports { get; } = [];

    public void Report(TransferProgress value) => Reports.Add(value);
}

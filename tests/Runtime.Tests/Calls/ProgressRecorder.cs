namespace Leeway.Runtime.Tests.Calls;

/// <summary>Keeps what it is told, at once, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressRecorder : IProgress<TransferProgress>
{
    public List<TransferProgress> Told { get; } = [];

    public void Report(TransferProgress value) => Told.Add(value);
}

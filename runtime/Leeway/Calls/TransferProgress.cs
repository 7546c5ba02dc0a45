namespace Leeway;

/// <summary>The progress of an upload or a download.</summary>
public readonly record struct TransferProgress
{
    /// <summary>The number of bytes transferred so far. It starts again at zero if an upload is sent again.</summary>
    public required long Bytes { get; init; }

    /// <summary>The total number of bytes; <see langword="null"/> if it is not known.</summary>
    public long? Total { get; init; }
}

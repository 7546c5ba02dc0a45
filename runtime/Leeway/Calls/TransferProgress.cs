namespace Leeway;

/// <summary>The progress of an upload or a download.</summary>
/// <param name="Bytes">The number of bytes transferred so far. It starts again at zero if an upload is sent again.</param>
/// <param name="Total">The total number of bytes; null if it is not known.</param>
public readonly record struct TransferProgress(long Bytes, long? Total);

namespace Leeway;

/// <summary>How far an upload or a download has come.</summary>
/// <param name="Bytes">The bytes of the file that have gone or come so far. An upload that is sent again begins anew.</param>
/// <param name="Total">The bytes that there are; null where that is not known.</param>
public readonly record struct TransferProgress(long Bytes, long? Total);

using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The server accepted the request, but the body of its response is larger than <see cref="AtlassianOptions.MaxResponseBytes"/>.
/// </summary>
public sealed class ResponseTooLargeException : UnreadableSuccessException
{
    internal ResponseTooLargeException(string message, HttpResponseMessage response, bool isWrite, int limit, ErrorFacts facts)
        : base(message, response, isWrite, ReadOnlyMemory<byte>.Empty, facts, innerException: null)
    {
        MaxResponseBytes = limit;
    }

    /// <summary>The limit, in bytes after decompression.</summary>
    public int MaxResponseBytes { get; }
}

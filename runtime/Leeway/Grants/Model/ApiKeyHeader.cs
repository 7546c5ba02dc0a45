using System.Buffers;
using System.Collections.Frozen;

namespace Leeway.Grants;

/// <summary>Decides which request headers can contain an API key.</summary>
internal static class ApiKeyHeader
{
    /// <summary>The characters of a token (RFC 9110).</summary>
    private static readonly SearchValues<char> s_tokenCharacters =
        SearchValues.Create("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");

    /// <summary>Headers that decide where a request goes and where its body ends, or that the call sets itself.</summary>
    private static readonly FrozenSet<string> s_otherPurposes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Date", "Expect", "Forwarded", "From", "Host", "HTTP2-Settings", "Keep-Alive", "Max-Forwards", "Proxy-Authorization",
        "Proxy-Connection", "Referer", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via");

    /// <summary>Describes why a header cannot contain a key; <see langword="null"/> if it can.</summary>
    public static string? FindFault(string header)
    {
        ArgumentException.ThrowIfNullOrEmpty(header);
        if (header.AsSpan().ContainsAnyExcept(s_tokenCharacters))
        {
            // Not quoted, because it may be the key.
            return "It is not a valid header name. Use the name that the API documents, such as X-Api-Key.";
        }

        return s_otherPurposes.Contains(header) || CrossOriginHeaders.Contains(header) || !IsRequestHeader(header)
            ? $"The header {header} has another purpose, so it cannot contain a key. Use the header that the API documents, such as X-Api-Key."
            : null;
    }

    /// <summary>Whether a header belongs to requests and not to their content, such as <c>Content-Type</c>.</summary>
    private static bool IsRequestHeader(string header)
    {
        using HttpRequestMessage request = new();
        return !header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && request.Headers.TryAddWithoutValidation(header, "");
    }
}

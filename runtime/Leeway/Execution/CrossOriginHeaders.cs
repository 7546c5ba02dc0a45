using System.Collections.Frozen;

namespace Leeway;

/// <summary>
/// The headers that a redirect to another origin keeps. They must not identify the caller, so none of them can contain an API key.
/// </summary>
internal static class CrossOriginHeaders
{
    private static readonly FrozenSet<string> s_names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Encoding", "Accept-Language", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Range", "User-Agent");

    public static bool Contains(string name) => s_names.Contains(name);
}

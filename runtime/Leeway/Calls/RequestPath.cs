using System.Buffers;

namespace Leeway.Calls;

/// <summary>Checks that no part of the path and query of a call can change where it goes.</summary>
internal static class RequestPath
{
    /// <summary>Printable ASCII without the backslash, which some servers read as a slash, and the number sign.</summary>
    private static readonly SearchValues<char> s_allowed = SearchValues.Create(
        "!\"$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Describes what is wrong with a path and query relative to the site; null if they are valid.</summary>
    public static string? FindFault(ReadOnlySpan<char> uri)
    {
        if (uri.IsEmpty || uri[0] != '/' || (uri.Length > 1 && uri[1] == '/'))
        {
            return "it does not start with a single slash";
        }

        int wrong = uri.IndexOfAnyExcept(s_allowed);
        if (wrong >= 0)
        {
            return $"it has the character U+{(int)uri[wrong]:X4} at index {wrong}, which must be percent-encoded";
        }

        int query = uri.IndexOf('?');
        ReadOnlySpan<char> path = query < 0 ? uri : uri[..query];
        while (!path.IsEmpty)
        {
            path = path[1..];
            int end = path.IndexOf('/');
            if (IsDotSegment(end < 0 ? path : path[..end]))
            {
                return "it has a segment '.' or '..', so that the request would reach another address";
            }

            path = end < 0 ? [] : path[end..];
        }

        return null;
    }

    /// <summary>Whether a server may read a segment as <c>.</c> or <c>..</c>: encoded, or followed by parameters.</summary>
    private static bool IsDotSegment(ReadOnlySpan<char> segment)
    {
        int dots = 0;
        while (!segment.IsEmpty && segment[0] != ';')
        {
            int length = segment[0] == '.' ? 1 : segment.StartsWith("%2e", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
            if (length == 0)
            {
                return false;
            }

            dots++;
            segment = segment[length..];
        }

        return dots is 1 or 2;
    }
}

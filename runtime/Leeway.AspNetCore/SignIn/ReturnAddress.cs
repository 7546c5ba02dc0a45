using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>
/// Validates addresses to return to. An address is accepted only if every browser and proxy understands it as a path of this application,
/// also after it was decoded several times.
/// </summary>
internal static class ReturnAddress
{
    /// <summary>The name of the parameter that contains a return address.</summary>
    public const string Parameter = "returnUrl";

    /// <summary>The maximum length, which leaves room in a cookie.</summary>
    public const int MaxLength = 1024;

    private const int MaxDecodings = 5;

    /// <summary>Returns the address, or <see langword="null"/> if it may lead out of the application.</summary>
    /// <param name="text">The address as received.</param>
    /// <param name="pathBase">The path under which the application is served.</param>
    public static string? Find(string? text, PathString pathBase)
    {
        if (text is not { Length: > 0 and <= MaxLength }
            || text[0] != '/'
            || text.AsSpan().ContainsAnyExceptInRange('!', '~')
            || text.Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        int end = text.AsSpan().IndexOfAny('?', '#');
        string path = end < 0 ? text : text[..end];
        string rest = end < 0 ? "" : text[end..];
        return IsSafe(path, isPath: true) && IsSafe(rest, isPath: false) && PathString.FromUriComponent(path).StartsWithSegments(pathBase, StringComparison.Ordinal)
            ? text
            : null;
    }

    /// <summary>Returns the address of a request, to return to it; <see langword="null"/> if a browser cannot open it with GET.</summary>
    public static string? Of(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
            ? Find(request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent(), request.PathBase)
            : null;

    private static bool IsSafe(string text, bool isPath)
    {
        for (int i = 0; i < MaxDecodings; i++)
        {
            if (HasControl(text) || (isPath && LeavesFolder(text)))
            {
                return false;
            }

            string decoded = Uri.UnescapeDataString(text);
            if (decoded == text)
            {
                return true;
            }

            text = decoded;
        }

        // Nobody encodes an address so often for a good reason.
        return false;
    }

    private static bool HasControl(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }

    // Two slashes begin the name of a host, a backslash is a slash for browsers, and dot segments can leave the path of the application.
    private static bool LeavesFolder(string path)
    {
        if (path.Contains("//", StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal))
        {
            return true;
        }

        foreach (Range segment in path.AsSpan().Split('/'))
        {
            if (path.AsSpan(segment) is "." or "..")
            {
                return true;
            }
        }

        return false;
    }
}

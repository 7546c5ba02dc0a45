using System.Buffers;

namespace Leeway.Markdown.Options;

/// <summary>Decides which addresses can be links.</summary>
internal static class LinkPolicy
{
    /// <summary>The schemes that the editor of Atlassian accepts, without those that open local files.</summary>
    private static readonly string[] s_schemes =
    [
        "http", "https", "mailto", "tel", "ftp", "ftps", "sftp", "ssh", "scp", "git", "svn", "cvs", "mvn", "irc", "irc6", "news", "nntp", "feed", "gopher",
        "skype", "callto", "facetime", "sip", "sips", "xmpp", "telnet", "vnc", "rdp", "whatsapp", "slack", "hipchat", "sourcetree", "itms", "notes", "urn",
        "magnet", "integrity", "dynamicsnav", "jamfselfservice",
    ];

    private static readonly SearchValues<char> s_endOfScheme = SearchValues.Create(":/?#");

    /// <summary>Whether an address has no scheme or a safe one. Browsers ignore white space and control characters in a scheme.</summary>
    public static bool IsSafe(string address)
    {
        int end = address.AsSpan().IndexOfAny(s_endOfScheme);
        if (end < 0 || address[end] != ':')
        {
            return true;
        }

        foreach (string scheme in s_schemes)
        {
            if (address.AsSpan(0, end).Equals(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an address is one of the web.</summary>
    public static bool IsWeb(string address) =>
        address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}

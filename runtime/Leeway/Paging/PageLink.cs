namespace Leeway.Paging;

/// <summary>Reads the links to the next page.</summary>
internal static class PageLink
{
    /// <summary>Finds the value of a query parameter of a link, and decodes it once.</summary>
    /// <remarks>
    /// Host and path are ignored: tokens must not be sent to the site that they name, and they lack the prefix of the gateway.
    /// </remarks>
    public static string? Find(string link, string parameter)
    {
        int query = link.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = link.AsSpan(query + 1);
        int fragment = rest.IndexOf('#');
        rest = fragment < 0 ? rest : rest[..fragment];
        foreach (Range range in rest.Split('&'))
        {
            ReadOnlySpan<char> pair = rest[range];
            int equals = pair.IndexOf('=');
            if (equals > 0 && Uri.UnescapeDataString(pair[..equals]) == parameter)
            {
                return Uri.UnescapeDataString(pair[(equals + 1)..].ToString().Replace('+', ' '));
            }
        }

        return null;
    }
}

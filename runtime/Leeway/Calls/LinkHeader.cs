namespace Leeway.Calls;

/// <summary>Reads the <c>Link</c> header.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc8288#section-3">Web Linking</see>.</remarks>
internal static class LinkHeader
{
    /// <summary>Finds the target of the first link whose relation is <c>next</c>; <see langword="null"/> if there is none.</summary>
    /// <param name="value">A value of the header, with one or more links.</param>
    public static string? FindNext(string value)
    {
        ReadOnlySpan<char> rest = value;
        while (true)
        {
            rest = rest.TrimStart(", \t");
            int end = rest.IndexOf('>');
            if (end < 0 || rest[0] != '<')
            {
                return null;
            }

            ReadOnlySpan<char> target = rest[1..end];
            if (ReadRelation(rest[(end + 1)..], out rest).Contains("next", StringComparer.OrdinalIgnoreCase))
            {
                return target.Trim().ToString();
            }
        }
    }

    /// <summary>Reads the parameters of a link. The first <c>rel</c> counts.</summary>
    private static string[] ReadRelation(ReadOnlySpan<char> parameters, out ReadOnlySpan<char> rest)
    {
        string? relation = null;
        rest = parameters.TrimStart(" \t");
        while (!rest.IsEmpty && rest[0] == ';')
        {
            ReadOnlySpan<char> parameter = Cut(rest[1..], out rest).Trim();
            int equals = parameter.IndexOf('=');
            if (equals > 0 && parameter[..equals].TrimEnd().Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                relation ??= parameter[(equals + 1)..].Trim(" \t\"").ToString();
            }
        }

        return relation?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    /// <summary>Reads a parameter, which ends at a semicolon or a comma outside quotes.</summary>
    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        bool isQuoted = false;
        int i = 0;
        for (; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[i] == '\\' && isQuoted)
            {
                i++;
            }
            else if (!isQuoted && text[i] is ';' or ',')
            {
                break;
            }
        }

        i = Math.Min(i, text.Length);
        rest = text[i..];
        return text[..i];
    }
}

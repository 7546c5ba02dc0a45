using System.Globalization;

namespace Leeway.Limits;

/// <summary>
/// Reads lists such as <c>"global-app-quota";q=65000;w=3600, "tenant-app-quota";q=100000;w=3600</c>. Ignores what cannot be parsed.
/// </summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9651#name-lists">Structured Field Values for HTTP</see>.</remarks>
internal ref struct StructuredList(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;
    private ReadOnlySpan<char> _parameters;

    /// <summary>The name of the current item without quotation marks; empty if the item has only parameters.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Moves to the next item.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            ReadOnlySpan<char> item = Cut(_rest, ',', out _rest).Trim();
            if (item.IsEmpty)
            {
                continue;
            }

            ReadOnlySpan<char> name = Cut(item, ';', out _).Trim();
            bool isParameter = name.Contains('=') && name[0] != '"';
            Name = isParameter ? [] : Unquote(name);

            // The name is among them, but is not read as a parameter: it has no equals sign, or is quoted.
            _parameters = item;
            return true;
        }

        return false;
    }

    /// <summary>Finds a non-negative integer among the parameters of the current item.</summary>
    /// <param name="name">The name of the parameter. Case is ignored.</param>
    public readonly long? FindNumber(string name)
    {
        ReadOnlySpan<char> rest = _parameters;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<char> parameter = Cut(rest, ';', out rest).Trim();
            if (parameter.StartsWith(name, StringComparison.OrdinalIgnoreCase) && parameter[name.Length..].TrimStart() is ['=', .. ReadOnlySpan<char> value])
            {
                return ParseNumber(value);
            }
        }

        return null;
    }

    public static long? ParseNumber(ReadOnlySpan<char> text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>Returns the text before the first separator outside of quotation marks.</summary>
    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, char separator, out ReadOnlySpan<char> rest)
    {
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && isQuoted)
            {
                i++;
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == separator && !isQuoted)
            {
                rest = text[(i + 1)..];
                return text[..i];
            }
        }

        rest = [];
        return text;
    }

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> name) => name is ['"', .. ReadOnlySpan<char> inner, '"'] ? inner : name;
}

using System.Text.Json;

namespace Leeway.Calls;

/// <summary>Finds values in JSON text by JSON pointer (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>Whether the text is a pointer to something inside a document.</summary>
    public static bool IsOne(string text)
    {
        if (!text.StartsWith('/'))
        {
            return false;
        }

        for (int tilde = text.IndexOf('~'); tilde >= 0; tilde = text.IndexOf('~', tilde + 1))
        {
            if (tilde + 1 == text.Length || text[tilde + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the pointer leads to a value, including <c>null</c>. Text that is not JSON counts as having the value.</summary>
    public static bool MayLead(string pointer, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return !reader.Read() || Leads(pointer, ref reader);
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>
    /// Searches the value at the reader's position. If nothing is found, the reader is at the end of the value afterward.
    /// </summary>
    private static bool Leads(ReadOnlySpan<char> pointer, ref Utf8JsonReader reader)
    {
        if (pointer.IsEmpty)
        {
            return true;
        }

        pointer = pointer[1..];
        int end = pointer.IndexOf('/');
        string step = (end < 0 ? pointer : pointer[..end]).ToString().Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        ReadOnlySpan<char> rest = end < 0 ? default : pointer[end..];
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => LeadsFromObject(step, rest, ref reader),
            JsonTokenType.StartArray => LeadsFromArray(step, rest, ref reader),
            _ => false,
        };
    }

    // If a name occurs twice, both values are searched, because it is not known which one the server reads.
    private static bool LeadsFromObject(string name, ReadOnlySpan<char> rest, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isNamed = reader.ValueTextEquals(name);
            reader.Read();
            if (!isNamed)
            {
                reader.Skip();
            }
            else if (Leads(rest, ref reader))
            {
                return true;
            }
        }

        return false;
    }

    private static bool LeadsFromArray(string index, ReadOnlySpan<char> rest, ref Utf8JsonReader reader)
    {
        bool isIndex = int.TryParse(index, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int wanted);
        for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (!isIndex || i != wanted)
            {
                reader.Skip();
            }
            else if (Leads(rest, ref reader))
            {
                return true;
            }
        }

        return false;
    }
}

using System.Text.Json;

namespace Leeway.Calls;

/// <summary>Finds a value in JSON text by its JSON pointer (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>Whether the text is a pointer to something within a document.</summary>
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

    /// <summary>Whether the pointer leads to a value, <c>null</c> included. Text that is not JSON may hold anything, so it counts as having the value.</summary>
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

    /// <summary>Looks within the value that the reader is at, and leaves the reader at its end where it finds nothing.</summary>
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

    // A name that occurs twice is looked into each time: which of the two the server reads is not known.
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

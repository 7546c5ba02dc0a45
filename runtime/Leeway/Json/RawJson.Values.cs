using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Leeway.Json;

// Reads single values and parts, as JsonElement does, without a document.
public readonly partial struct RawJson
{
    /// <summary>Returns a Boolean.</summary>
    /// <exception cref="InvalidOperationException">The value is not <c>true</c> or <c>false</c>.</exception>
    public bool GetBoolean() => TryGetBoolean(out bool value) ? value : throw CreateMismatch("a Boolean");

    /// <summary>Returns a number as a 32-bit integer.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number, or the number is not in the range of the type.</exception>
    public int GetInt32() => TryGetInt32(out int value) ? value : throw CreateMismatch("a 32-bit integer");

    /// <summary>Returns a number as a 64-bit integer.</summary>
    /// <inheritdoc cref="GetInt32"/>
    public long GetInt64() => TryGetInt64(out long value) ? value : throw CreateMismatch("a 64-bit integer");

    /// <summary>Returns a number as a double.</summary>
    /// <inheritdoc cref="GetInt32"/>
    public double GetDouble() => TryGetDouble(out double value) ? value : throw CreateMismatch("a double");

    /// <summary>Returns a number as a decimal.</summary>
    /// <inheritdoc cref="GetInt32"/>
    public decimal GetDecimal() => TryGetDecimal(out decimal value) ? value : throw CreateMismatch("a decimal");

    /// <summary>Returns a string with a GUID.</summary>
    /// <exception cref="InvalidOperationException">The value is not a string with a GUID.</exception>
    public Guid GetGuid() => TryGetGuid(out Guid value) ? value : throw CreateMismatch("a GUID");

    /// <summary>Returns a string with a date and a time, in a format of Atlassian, such as <c>2021-01-17T12:34:00.000+0000</c>.</summary>
    /// <exception cref="InvalidOperationException">The value is not a string with a date and a time.</exception>
    public DateTimeOffset GetDateTimeOffset() =>
        TryGetDateTimeOffset(out DateTimeOffset value) ? value : throw CreateMismatch("a date with a time");

    /// <summary>Gets a Boolean. Returns whether the value is one.</summary>
    /// <param name="value">The Boolean.</param>
    public bool TryGetBoolean(out bool value)
    {
        value = Kind == JsonValueKind.True;
        return value || Kind == JsonValueKind.False;
    }

    /// <summary>Gets a number as a 32-bit integer. Returns whether the value is such a number.</summary>
    /// <param name="value">The number.</param>
    public bool TryGetInt32(out int value)
    {
        value = 0;
        return Kind == JsonValueKind.Number && ReadFirst().TryGetInt32(out value);
    }

    /// <summary>Gets a number as a 64-bit integer. Returns whether the value is such a number.</summary>
    /// <inheritdoc cref="TryGetInt32"/>
    public bool TryGetInt64(out long value)
    {
        value = 0;
        return Kind == JsonValueKind.Number && ReadFirst().TryGetInt64(out value);
    }

    /// <summary>Gets a number as a double. Returns whether the value is a number that is finite as a double.</summary>
    /// <inheritdoc cref="TryGetInt32"/>
    public bool TryGetDouble(out double value)
    {
        value = 0;
        return Kind == JsonValueKind.Number && ReadFirst().TryGetDouble(out value) && double.IsFinite(value);
    }

    /// <summary>Gets a number as a decimal. Returns whether the value is such a number.</summary>
    /// <inheritdoc cref="TryGetInt32"/>
    public bool TryGetDecimal(out decimal value)
    {
        value = 0;
        return Kind == JsonValueKind.Number && ReadFirst().TryGetDecimal(out value);
    }

    /// <summary>Gets a string with a GUID. Returns whether the value is one.</summary>
    /// <param name="value">The GUID.</param>
    public bool TryGetGuid(out Guid value)
    {
        value = default;
        return Kind == JsonValueKind.String && ReadFirst().TryGetGuid(out value);
    }

    /// <summary>Gets a string with a date and a time. Returns whether the value is one.</summary>
    /// <param name="value">The date and the time.</param>
    public bool TryGetDateTimeOffset(out DateTimeOffset value)
    {
        value = default;
        if (Kind == JsonValueKind.String && new Generated.JsonModelReader(Utf8.Span, JsonModelOptions.Default).ReadDateTime() is { } read)
        {
            value = read;
            return true;
        }

        return false;
    }

    /// <summary>Returns the number of elements of an array.</summary>
    /// <exception cref="InvalidOperationException">The value is not an array.</exception>
    public int GetArrayLength()
    {
        int length = 0;
        foreach (RawJson _ in EnumerateArray())
        {
            length++;
        }

        return length;
    }

    /// <summary>Gets an element of an array. It refers to the text of the array.</summary>
    /// <param name="index">The index of the element.</param>
    /// <exception cref="InvalidOperationException">The value is not an array.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The array has no such element.</exception>
    public RawJson this[int index]
    {
        get
        {
            int position = 0;
            foreach (RawJson element in EnumerateArray())
            {
                if (position++ == index)
                {
                    return element;
                }
            }

            throw new ArgumentOutOfRangeException(nameof(index), index, $"The array has {position} elements.");
        }
    }

    /// <summary>Returns a member of an object. It refers to the text of the object.</summary>
    /// <param name="name">The name of the member.</param>
    /// <exception cref="InvalidOperationException">The value is not an object.</exception>
    /// <exception cref="KeyNotFoundException">The object has no such member.</exception>
    public RawJson GetProperty(string name) => TryGetProperty(name, out RawJson value)
        ? value
        : throw new KeyNotFoundException($"The object has no member '{name}'. Use TryGetProperty for a member that may be missing.");

    /// <summary>Gets a member of an object. If several have the name, the last one counts.</summary>
    /// <param name="name">The name of the member.</param>
    /// <param name="value">The member, which refers to the text of the object.</param>
    /// <returns>Whether the object has the member.</returns>
    /// <exception cref="InvalidOperationException">The value is not an object.</exception>
    public bool TryGetProperty(string name, out RawJson value)
    {
        ArgumentNullException.ThrowIfNull(name);
        value = default;
        bool isFound = false;
        RawJsonMembers members = EnumerateObject().GetEnumerator();
        while (members.MoveNext())
        {
            if (members.IsNamed(name))
            {
                value = members.CurrentValue;
                isFound = true;
            }
        }

        return isFound;
    }

    /// <summary>Enumerates the elements of an array. They refer to the text of the array.</summary>
    /// <exception cref="InvalidOperationException">The value is not an array.</exception>
    public RawJsonElements EnumerateArray() => Kind == JsonValueKind.Array ? new RawJsonElements(Utf8) : throw CreateMismatch("an array");

    /// <summary>Enumerates the members of an object. Their values refer to the text of the object.</summary>
    /// <exception cref="InvalidOperationException">The value is not an object.</exception>
    public RawJsonMembers EnumerateObject() => Kind == JsonValueKind.Object ? new RawJsonMembers(Utf8) : throw CreateMismatch("an object");

    /// <summary>Returns the end of the value that starts at an index of a well-formed text.</summary>
    internal static int FindEnd(ReadOnlySpan<byte> text, int start)
    {
        var reader = new Utf8JsonReader(text[start..], Generated.JsonModelReader.ReaderOptions);
        reader.Read();
        reader.Skip();
        return start + (int)reader.BytesConsumed;
    }

    /// <summary>Returns the index of the first character from an index on that is neither white space nor a separator.</summary>
    internal static int SkipSeparators(ReadOnlySpan<byte> text, int start)
    {
        while (text[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)':')
        {
            start++;
        }

        return start;
    }

    private Utf8JsonReader ReadFirst()
    {
        var reader = new Utf8JsonReader(Utf8.Span, Generated.JsonModelReader.ReaderOptions);
        reader.Read();
        return reader;
    }

    private InvalidOperationException CreateMismatch(string expected)
    {
        const int maxLength = 40;
        string found = Kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a string",
            JsonValueKind.Number when Utf8.Length <= maxLength => string.Create(CultureInfo.InvariantCulture, $"the number {Encoding.UTF8.GetString(Utf8.Span)}"),
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "a Boolean",
        };
        return new InvalidOperationException($"The JSON is {found}, not {expected}.");
    }
}

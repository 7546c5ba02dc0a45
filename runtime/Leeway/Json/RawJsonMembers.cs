using System.Text.Json;

namespace Leeway.Json;

/// <summary>Enumerates the members of a JSON object. Only the names allocate.</summary>
public struct RawJsonMembers
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private int _position;
    private int _nameStart;
    private int _nameEnd;

    internal RawJsonMembers(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        _position = 1;
    }

    /// <summary>The name and the value of the current member.</summary>
    public readonly KeyValuePair<string, RawJson> Current => new(JsonSyntax.Unescape(_utf8.Span[(_nameStart + 1)..(_nameEnd - 1)]), CurrentValue);

    internal RawJson CurrentValue { readonly get; private set; }

    /// <summary>Returns this enumerator, for <c>foreach</c>.</summary>
    public readonly RawJsonMembers GetEnumerator() => this;

    /// <summary>Moves to the next member.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        ReadOnlySpan<byte> text = _utf8.Span;
        int start = RawJson.SkipSeparators(text, _position);
        if (text[start] == '}')
        {
            _position = start;
            return false;
        }

        _nameStart = start;
        _nameEnd = RawJson.FindEnd(text, start);
        int value = RawJson.SkipSeparators(text, _nameEnd);
        _position = RawJson.FindEnd(text, value);
        CurrentValue = new RawJson(_utf8[value.._position]);
        return true;
    }

    /// <summary>Whether the current member has a name.</summary>
    internal readonly bool IsNamed(string name)
    {
        ReadOnlySpan<byte> quoted = _utf8.Span[_nameStart.._nameEnd];
        if (quoted.Contains((byte)'\\'))
        {
            // The reader does not compare a name with an unpaired surrogate.
            return JsonSyntax.Unescape(quoted[1..^1]) == name;
        }

        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.ValueTextEquals(name);
    }
}

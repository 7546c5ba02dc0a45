namespace Leeway.Json;

/// <summary>Enumerates the elements of a JSON array, without allocations.</summary>
public struct RawJsonElements
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private int _position;

    internal RawJsonElements(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        _position = 1;
    }

    /// <summary>The current element.</summary>
    public RawJson Current { get; private set; }

    /// <summary>Returns this enumerator, for <c>foreach</c>.</summary>
    public readonly RawJsonElements GetEnumerator() => this;

    /// <summary>Moves to the next element.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        ReadOnlySpan<byte> text = _utf8.Span;
        int start = RawJson.SkipSeparators(text, _position);
        if (text[start] == ']')
        {
            _position = start;
            return false;
        }

        _position = RawJson.FindEnd(text, start);
        Current = new RawJson(_utf8[start.._position]);
        return true;
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;

namespace Leeway.Json;

/// <summary>Names that a type knows, found by their UTF-8: the members of a model, the values of an open enum.</summary>
/// <remarks>
/// The names are numbered in their order. Objects of one kind mostly have their members in one order, which is seldom
/// the document's, so each lookup is guessed from what followed the same name the last time. A wrong guess costs a search.
/// </remarks>
public sealed class JsonNames
{
    /// <summary>No names.</summary>
    public static readonly JsonNames None = new([]);

    /// <summary>Per name: comma, quote, the name as JSON needs it, quote, colon.</summary>
    private readonly byte[] _text;

    /// <summary>Where each name's text starts, and where the last ends.</summary>
    private readonly int[] _starts;

    /// <summary>A hash of each name, side by side so that a search compares several at once.</summary>
    private readonly ulong[] _keys;

    /// <summary>By the number of a name plus one, the name that followed it last; first, the name that came first. Written without a lock: any value will do.</summary>
    private readonly int[] _followers;

    private readonly bool[]? _required;

    private string[]? _names;

    /// <summary>Takes names from one UTF-8 text.</summary>
    /// <param name="names">
    /// The names as JSON writes them, without quotes. Each ends in a line feed, or in a carriage return where the
    /// document requires it: neither can stand inside a JSON string.
    /// </param>
    /// <param name="dateTimes">How points in time are written within.</param>
    public JsonNames(ReadOnlySpan<byte> names, DateTimeForm dateTimes = DateTimeForm.Rfc3339)
    {
        DateTimes = dateTimes;
        int count = names.Count((byte)'\n') + names.Count((byte)'\r');
        _text = new byte[names.Length + (count * 3)];
        _starts = new int[count + 1];
        _keys = new ulong[count];
        _followers = new int[count + 1];
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            int end = names.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> name = names[..end];
            if (names[end] == '\r')
            {
                _required ??= new bool[count];
                _required[i] = true;
            }

            names = names[(end + 1)..];
            _starts[i] = at;
            _keys[i] = KeyOf(name);
            _followers[i] = i;
            _text[at] = (byte)',';
            _text[at + 1] = (byte)'"';
            name.CopyTo(_text.AsSpan(at + 2));
            at += end + 2;
            _text[at] = (byte)'"';
            _text[at + 1] = (byte)':';
            at += 2;
        }

        _starts[count] = at;
    }

    /// <summary>How many names there are.</summary>
    public int Count => _keys.Length;

    internal DateTimeForm DateTimes { get; }

    /// <summary>The name of a number.</summary>
    public string this[int number] => (_names ?? Decode())[number];

    /// <summary>The number of a name, or -1.</summary>
    internal int IndexOf(string name) => Array.IndexOf(_names ?? Decode(), name);

    /// <summary>The number of a name in UTF-8 as it stands in JSON, or -1.</summary>
    internal int IndexOf(ReadOnlySpan<byte> name, bool isEscaped)
    {
        ulong key = KeyOf(name);
        int from = 0;
        while (true)
        {
            int found = _keys.AsSpan(from).IndexOf(key);
            if (found < 0)
            {
                return isEscaped ? IndexOf(JsonText.Unescape(name)) : -1;
            }

            found += from;
            if (name.SequenceEqual(Bare(found)))
            {
                return found;
            }

            from = found + 1;
        }
    }

    /// <summary>The number of the next member of an object, or -1.</summary>
    /// <param name="name">Its name as it stands in JSON.</param>
    /// <param name="isEscaped">Whether it has escapes.</param>
    /// <param name="cursor">What the lookups of one object share; 0 at its start.</param>
    internal int IndexOfNext(ReadOnlySpan<byte> name, bool isEscaped, ref int cursor)
    {
        int guess = _followers[cursor];
        if ((uint)guess < (uint)_keys.Length && name.SequenceEqual(Bare(guess)))
        {
            cursor = guess + 1;
            return guess;
        }

        int found = IndexOf(name, isEscaped);
        if (found >= 0)
        {
            _followers[cursor] = found;
            cursor = found + 1;
        }

        return found;
    }

    /// <summary>A comma, the quoted name and a colon.</summary>
    internal ReadOnlySpan<byte> TextOf(int number)
    {
        int start = _starts[number];
        return _text.AsSpan(start, _starts[number + 1] - start);
    }

    /// <summary>Whether an object has every required member, and at least one of ours unless it has none at all.</summary>
    internal bool Fit(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonModelReader.ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var seen = new bool[Count];
        bool anyKnown = false;
        bool any = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            any = true;
            int member = IndexOf(reader.ValueSpan, reader.ValueIsEscaped);
            if (member >= 0)
            {
                anyKnown = true;
                seen[member] = true;
            }

            reader.Skip();
        }

        for (int i = 0; i < seen.Length; i++)
        {
            if (_required is not null && _required[i] && !seen[i])
            {
                return false;
            }
        }

        return anyKnown || !any;
    }

    private ReadOnlySpan<byte> Bare(int number)
    {
        int start = _starts[number];
        return _text.AsSpan(start + 2, _starts[number + 1] - start - 4);
    }

    private string[] Decode()
    {
        var names = new string[Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = JsonText.Unescape(Bare(i));
        }

        return _names = names;
    }

    private static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        ulong head, tail;
        if (name.Length >= sizeof(ulong))
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]);
        }
        else if (name.Length >= sizeof(uint))
        {
            head = BinaryPrimitives.ReadUInt32LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..]);
        }
        else
        {
            head = 0;
            tail = 0;
            foreach (byte b in name)
            {
                head = (head << 8) | b;
            }
        }

        return (head ^ BitOperations.RotateLeft(tail, 29)) + ((ulong)name.Length << 56);
    }
}

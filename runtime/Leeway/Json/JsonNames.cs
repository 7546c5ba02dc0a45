using System.Buffers.Binary;
using System.ComponentModel;
using System.Numerics;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>The names that a type knows, found by their UTF-8: the members of a model, or the values of an open enum.</summary>
/// <remarks>
/// The names are numbered in their order. Objects of one type usually have their members in the same order, which often differs from
/// the document. So each lookup first tries the name that followed the previous one the last time. A wrong guess costs a search.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonNames
{
    /// <summary>No names.</summary>
    public static readonly JsonNames None = new([]);

    /// <summary>For each name: comma, quote, the escaped name, quote, colon.</summary>
    private readonly byte[] _text;

    /// <summary>The start of each name's text, and the end of the last one.</summary>
    private readonly int[] _starts;

    /// <summary>A hash of each name, in one array so that a search compares several at once.</summary>
    private readonly ulong[] _keys;

    /// <summary>
    /// For each name number plus one, the name that last followed it; at 0, the name that last came first. Written without a lock, because
    /// any value is valid.
    /// </summary>
    private readonly int[] _followers;

    private readonly bool[]? _required;

    private string[]? _names;

    /// <summary>Initializes the names from one UTF-8 text.</summary>
    /// <param name="names">
    /// The names as JSON writes them, without quotes. Each ends with a line feed, or with a carriage return if the document requires
    /// the member: neither can occur inside a JSON string.
    /// </param>
    /// <param name="dateTimes">The format in which the model writes dates with times.</param>
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
            _keys[i] = ComputeKey(name);
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

    /// <summary>The number of names.</summary>
    public int Count => _keys.Length;

    internal DateTimeForm DateTimes { get; }

    /// <summary>Returns the name with a number.</summary>
    public string this[int number] => (_names ?? Decode())[number];

    /// <summary>Whether the document requires a member.</summary>
    internal bool IsRequired(int number) => _required is not null && _required[number];

    /// <summary>Returns the number of a name, or -1.</summary>
    internal int IndexOf(string name) => Array.IndexOf(_names ?? Decode(), name);

    /// <summary>Returns the number of a name in the UTF-8 of the JSON, or -1.</summary>
    internal int IndexOf(ReadOnlySpan<byte> name, bool isEscaped)
    {
        ulong key = ComputeKey(name);
        int from = 0;
        while (true)
        {
            int found = _keys.AsSpan(from).IndexOf(key);
            if (found < 0)
            {
                return isEscaped ? IndexOf(JsonSyntax.Unescape(name)) : -1;
            }

            found += from;
            if (name.SequenceEqual(GetName(found)))
            {
                return found;
            }

            from = found + 1;
        }
    }

    /// <summary>Returns the number of the next member of an object, or -1.</summary>
    /// <param name="name">The name in the UTF-8 of the JSON.</param>
    /// <param name="isEscaped">Whether it has escapes.</param>
    /// <param name="cursor">The state that the lookups of one object share; 0 at its start.</param>
    internal int IndexOfNext(ReadOnlySpan<byte> name, bool isEscaped, ref int cursor)
    {
        int guess = _followers[cursor];
        if ((uint)guess < (uint)_keys.Length && name.SequenceEqual(GetName(guess)))
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

    /// <summary>Returns a comma, the quoted name and a colon.</summary>
    internal ReadOnlySpan<byte> GetText(int number)
    {
        int start = _starts[number];
        return _text.AsSpan(start, _starts[number + 1] - start);
    }

    /// <summary>Whether an object has every required member, and, if it is not empty, at least one known member.</summary>
    internal bool Fits(ReadOnlySpan<byte> json)
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
            if (IsRequired(i) && !seen[i])
            {
                return false;
            }
        }

        return anyKnown || !any;
    }

    private ReadOnlySpan<byte> GetName(int number)
    {
        int start = _starts[number];
        return _text.AsSpan(start + 2, _starts[number + 1] - start - 4);
    }

    private string[] Decode()
    {
        var names = new string[Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = JsonSyntax.Unescape(GetName(i));
        }

        return _names = names;
    }

    private static ulong ComputeKey(ReadOnlySpan<byte> name)
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

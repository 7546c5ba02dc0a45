using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>Writes generated types as UTF-8 JSON without white space.</summary>
/// <remarks>
/// Writes directly into the memory of the output. Names are prepared with their quotes, and strings are escaped only where JSON
/// requires it; an unpaired surrogate in a value becomes U+FFFD.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonModelWriter
{
    /// <summary>The number of characters of a string that are written at a time.</summary>
    private const int ChunkLength = 4096;

    /// <summary>The maximum number of bytes that UTF-8 needs for one UTF-16 code unit.</summary>
    private const int MaxBytesPerChar = 3;

    private const int MaxNumberBytes = 32;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _memory;
    private int _written;
    private int _depth;

    /// <summary>The text before the next member: the opening brace, or a comma.</summary>
    private byte _separator;

    /// <summary>The model whose members are being written, and its parts.</summary>
    private JsonModel? _model;

    /// <summary>The number of the member that was begun last.</summary>
    private int _member;
    private JsonNames _names;
    private bool _hasNulls;
    private UnknownMemberCollection? _kept;

    internal JsonModelWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _memory = output.GetSpan();
        _names = JsonNames.None;
    }

    /// <summary>Writes null.</summary>
    public void WriteNull() => WriteText("null"u8);

    /// <summary>Writes a string, or JSON null.</summary>
    public void WriteValue(string? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else if (value.Length <= ChunkLength)
        {
            Span<byte> to = Reserve((value.Length * MaxBytesPerChar) + 2);
            to[0] = (byte)'"';
            int length = Encoding.UTF8.GetBytes(value, to[1..]);
            if (to.Slice(1, length).IndexOfAny(JsonSyntax.Forbidden) < 0)
            {
                to[length + 1] = (byte)'"';
                _written += length + 2;
            }
            else
            {
                _written++;
                EscapeLast(length);
                WriteByte((byte)'"');
            }
        }
        else
        {
            WriteLong(value);
        }
    }

    /// <summary>Writes a Boolean.</summary>
    public void WriteValue(bool value) => WriteText(value ? "true"u8 : "false"u8);

    /// <summary>Writes a number.</summary>
    public void WriteValue(int value)
    {
        value.TryFormat(Reserve(MaxNumberBytes), out int length, default, CultureInfo.InvariantCulture);
        _written += length;
    }

    /// <summary>Writes a number.</summary>
    public void WriteValue(long value)
    {
        value.TryFormat(Reserve(MaxNumberBytes), out int length, default, CultureInfo.InvariantCulture);
        _written += length;
    }

    /// <summary>Writes an id as a number, or JSON null.</summary>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public void WriteNumericId(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        if (!NumericId.IsInteger(value))
        {
            throw CreateIdException(value);
        }

        ReadOnlySpan<char> digits = NumericId.GetDigits(value, out bool isNegative);
        if (isNegative)
        {
            WriteByte((byte)'-');
        }

        // Two statements, because reserving memory can reset the count.
        int length = Encoding.UTF8.GetBytes(digits, Reserve(digits.Length));
        _written += length;
    }

    /// <summary>Writes a number, with the digits that are needed to read the same value.</summary>
    /// <exception cref="ArgumentException">The value is not finite, which JSON cannot represent.</exception>
    public void WriteValue(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException("JSON cannot represent a number that is not finite.", nameof(value));
        }

        value.TryFormat(Reserve(MaxNumberBytes), out int length, default, CultureInfo.InvariantCulture);
        _written += length;
    }

    /// <summary>Writes a date with time in the format of the current model.</summary>
    public void WriteValue(DateTimeOffset value)
    {
        Span<byte> to = Reserve(JsonDateTime.MaxLength + 2);
        to[0] = (byte)'"';
        int length = JsonDateTime.Format(value, _names.DateTimes, to[1..]);
        to[length + 1] = (byte)'"';
        _written += length + 2;
    }

    /// <summary>Writes a date, such as <c>2021-01-17</c>.</summary>
    public void WriteValue(DateOnly value)
    {
        Span<byte> to = Reserve(12);
        to[0] = (byte)'"';
        value.TryFormat(to[1..], out _, "O", CultureInfo.InvariantCulture);
        to[11] = (byte)'"';
        _written += 12;
    }

    /// <summary>Writes a GUID with hyphens, in lower case.</summary>
    public void WriteValue(Guid value)
    {
        Span<byte> to = Reserve(38);
        to[0] = (byte)'"';
        value.TryFormat(to[1..], out _, "D");
        to[37] = (byte)'"';
        _written += 38;
    }

    /// <summary>Writes raw JSON.</summary>
    public void WriteValue(RawJson value) => WriteText(value.Utf8.Span);

    /// <summary>Writes a model, or JSON null.</summary>
    /// <exception cref="JsonException">Models are nested too deeply, perhaps in a cycle.</exception>
    public void WriteValue(JsonModel? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        if (++_depth > JsonModelReader.MaxDepth)
        {
            throw new JsonException($"Models are nested more than {JsonModelReader.MaxDepth} deep. Check whether a model contains itself.");
        }

        JsonModel? outer = _model;
        Enter(value);
        _separator = (byte)'{';
        value.WriteMembers(ref this);
        if (value.UnknownMembersOrNull is { } unknown)
        {
            foreach (ReadOnlySpan<byte> member in unknown.Texts)
            {
                WriteByte(_separator);
                _separator = (byte)',';
                WriteText(member);
            }
        }

        if (_separator == '{')
        {
            WriteByte((byte)'{');
        }

        WriteByte((byte)'}');
        _separator = (byte)',';
        _depth--;
        if (outer is not null)
        {
            Enter(outer);
        }
    }

    /// <summary>Writes an array, or JSON null.</summary>
    public void WriteValue<T, TCodec>(IReadOnlyList<T>? value)
        where TCodec : struct, IJsonCodec<T>
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        byte separator = (byte)'[';
        switch (value)
        {
            case T[] array:
                WriteItems<T, TCodec>(array, ref separator);
                break;
            case List<T> list:
                WriteItems<T, TCodec>(CollectionsMarshal.AsSpan(list), ref separator);
                break;
            case KeptList<T> list:
                WriteKept<T, TCodec>(list, ref separator);
                break;
            default:
                for (int i = 0; i < value.Count; i++)
                {
                    WriteByte(separator);
                    separator = (byte)',';
                    TCodec.Write(ref this, value[i]);
                }

                break;
        }

        if (separator == '[')
        {
            WriteByte(separator);
        }

        WriteByte((byte)']');
    }

    /// <summary>Writes an object whose member names are data, or JSON null.</summary>
    public void WriteValue<T, TCodec>(IReadOnlyDictionary<string, T>? value)
        where TCodec : struct, IJsonCodec<T>
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        byte separator = (byte)'{';
        switch (value)
        {
            case KeptMap<T> map:
                WriteKept<T, TCodec>(map, ref separator);
                break;
            case JsonMap<T> map:
                foreach (ref readonly KeyValuePair<string, T> item in map.Items)
                {
                    WriteItem<T, TCodec>(in item, ref separator);
                }

                break;
            default:
                foreach (KeyValuePair<string, T> item in value)
                {
                    WriteItem<T, TCodec>(in item, ref separator);
                }

                break;
        }

        if (separator == '{')
        {
            WriteByte(separator);
        }

        WriteByte((byte)'}');
    }

    /// <summary>Passes the written bytes to the output.</summary>
    internal void Flush()
    {
        _output.Advance(_written);
        _memory = default;
        _written = 0;
    }

    internal void WriteText(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        _written += text.Length;
    }

    private void Enter(JsonModel model)
    {
        _model = model;
        _names = model.NameTable;
        _hasNulls = model.Nulls != 0;
        _kept = model.UnknownMembersOrNull is { HasKnown: true } kept ? kept : null;
    }

    private readonly ArgumentException CreateIdException(string value)
    {
        string? name = _model is null ? null : _names[_member];
        return NumericId.CreateException(value, name is null ? "the value" : _model!.GetTypeName() + "." + name, name);
    }

    private void WriteItems<T, TCodec>(ReadOnlySpan<T> items, ref byte separator)
        where TCodec : struct, IJsonCodec<T>
    {
        foreach (T item in items)
        {
            WriteByte(separator);
            separator = (byte)',';
            TCodec.Write(ref this, item);
        }
    }

    private void WriteItem<T, TCodec>(in KeyValuePair<string, T> item, ref byte separator)
        where TCodec : struct, IJsonCodec<T>
    {
        WriteByte(separator);
        separator = (byte)',';
        WriteKey(item.Key);
        WriteByte((byte)':');
        TCodec.Write(ref this, item.Value);
    }

    /// <summary>Writes the elements of a list in the order in which they were read.</summary>
    private void WriteKept<T, TCodec>(KeptList<T> list, ref byte separator)
        where TCodec : struct, IJsonCodec<T>
    {
        ReadOnlySpan<T> items = list.Span;
        int next = 0;
        for (int i = 0; i < list.Kept.Count; i++)
        {
            KeptElements.Entry entry = list.Kept[i];
            WriteItems<T, TCodec>(items[next..entry.Index], ref separator);
            WriteByte(separator);
            separator = (byte)',';
            WriteText(list.Kept.GetJson(i));
            next = entry.IsOdd ? entry.Index : entry.Index + 1;
        }

        WriteItems<T, TCodec>(items[next..], ref separator);
    }

    /// <summary>Writes the members of a map in the order in which they were read.</summary>
    private void WriteKept<T, TCodec>(KeptMap<T> map, ref byte separator)
        where TCodec : struct, IJsonCodec<T>
    {
        ReadOnlySpan<KeyValuePair<string, T>> items = map.Items;
        int next = 0;
        for (int i = 0; i < map.Kept.Count; i++)
        {
            KeptElements.Entry entry = map.Kept[i];
            for (; next < entry.Index; next++)
            {
                WriteItem<T, TCodec>(in items[next], ref separator);
            }

            WriteByte(separator);
            separator = (byte)',';
            WriteKey(entry.Name!);
            WriteByte((byte)':');
            WriteText(map.Kept.GetJson(i));
            next += entry.IsOdd ? 0 : 1;
        }

        for (; next < items.Length; next++)
        {
            WriteItem<T, TCodec>(in items[next], ref separator);
        }
    }

    /// <summary>
    /// Writes a name that is data. A map does not keep the original name, so an unpaired surrogate is written as an escape.
    /// </summary>
    private void WriteKey(string key)
    {
        if (JsonSyntax.HasLoneSurrogate(key))
        {
            WriteText(JsonSyntax.Quote(key));
        }
        else
        {
            WriteValue(key);
        }
    }

    internal void WriteByte(byte value)
    {
        Reserve(1)[0] = value;
        _written++;
    }

    private void WriteLong(string value)
    {
        WriteByte((byte)'"');
        ReadOnlySpan<char> rest = value;
        while (!rest.IsEmpty)
        {
            int length = Math.Min(rest.Length, ChunkLength);
            if (length < rest.Length && char.IsHighSurrogate(rest[length - 1]))
            {
                length--;
            }

            EscapeLast(Encoding.UTF8.GetBytes(rest[..length], Reserve(length * MaxBytesPerChar)));
            rest = rest[length..];
        }

        WriteByte((byte)'"');
    }

    /// <summary>Accepts the bytes after the written ones, and escapes what JSON does not allow.</summary>
    private void EscapeLast(int length)
    {
        ReadOnlySpan<byte> text = _memory.Slice(_written, length);
        int run = text.IndexOfAny(JsonSyntax.Forbidden);
        if (run < 0)
        {
            _written += length;
            return;
        }

        _written += run;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length - run);
        text[run..].CopyTo(rented);
        text = rented.AsSpan(0, length - run);
        while (!text.IsEmpty)
        {
            run = text.IndexOfAny(JsonSyntax.Forbidden);
            WriteText(run < 0 ? text : text[..run]);
            if (run < 0)
            {
                break;
            }

            // Two statements, because reserving memory can reset the count.
            int escaped = JsonSyntax.Escape(text[run], Reserve(JsonSyntax.MaxEscape));
            _written += escaped;
            text = text[(run + 1)..];
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Returns the memory after the written bytes, with room for a number of bytes.</summary>
    private Span<byte> Reserve(int length)
    {
        if (_memory.Length - _written < length)
        {
            Grow(length);
        }

        return _memory[_written..];
    }

    private void Grow(int length)
    {
        _output.Advance(_written);
        _memory = _output.GetSpan(length);
        _written = 0;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

// The text of the fields, and what is read from it. Reading only adds an object to an entry, with an interlocked operation, so that readers
// need no lock.
public sealed partial class IssueFields
{
    private const JsonFit Drift = JsonFit.Converted | JsonFit.WrongShape | JsonFit.Element;

    /// <summary>An assigned null.</summary>
    private static readonly object s_null = RawJson.Null;

    private readonly JsonModelOptions _options;

    /// <summary>The object as it was read, and then the names of the fields that were added.</summary>
    private byte[] _text;
    private int _textLength;
    private FieldEntry[] _entries;
    private int _count;

    private IssueFields(byte[] text, int textLength, FieldEntry[] entries, int count, JsonModelOptions options)
    {
        _text = text;
        _textLength = textLength;
        _entries = entries;
        _count = count;
        _options = options;
    }

    static IssueFields? IJsonValue<IssueFields>.Read(ref JsonModelReader reader) => Read(ref reader, isAssigned: false);

    void IJsonValue.Write(ref JsonModelWriter writer) => Write(ref writer, onlyAssigned: false);

    /// <summary>Reads the fields of an issue.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="isAssigned">Whether the members count as assigned.</param>
    internal static IssueFields? Read(ref JsonModelReader reader, bool isAssigned)
    {
        if (reader.Token != JsonTokenType.StartObject)
        {
            if (!reader.IsNull)
            {
                reader.RefuseShape();
            }

            return null;
        }

        int start = reader.TokenStart;
        var entries = new ItemBuffer<FieldEntry>();
        while (reader.MoveNext() && reader.Token == JsonTokenType.PropertyName)
        {
            var entry = new FieldEntry
            {
                NameStart = reader.TokenStart - start,
                NameLength = reader.TokenText.Length + 2,
                IsNameEscaped = reader.IsTokenEscaped,
                IsAssigned = isAssigned,
            };
            reader.MoveNext();
            int valueStart = reader.TokenStart;
            reader.SkipValue();
            entry.ValueStart = valueStart - start;
            entry.ValueLength = reader.GetTextFrom(valueStart).Length;
            entries.Add(entry);
        }

        byte[] text = reader.GetTextFrom(start).ToArray();
        FieldEntry[] members = entries.ToArray();
        return new IssueFields(text, text.Length, members, FieldDuplicates.Remove(text, members), reader.Options);
    }

    /// <summary>Writes the fields.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="onlyAssigned">Whether to leave out what was read and not assigned.</param>
    internal void Write(ref JsonModelWriter writer, bool onlyAssigned)
    {
        byte separator = (byte)'{';
        foreach (ref FieldEntry entry in _entries.AsSpan(0, _count))
        {
            if (onlyAssigned && !entry.IsAssigned)
            {
                continue;
            }

            writer.WriteByte(separator);
            separator = (byte)',';
            writer.WriteText(_text.AsSpan(entry.NameStart, entry.NameLength));
            writer.WriteByte((byte)':');
            WriteValue(ref writer, in entry);
        }

        if (separator == '{')
        {
            writer.WriteByte(separator);
        }

        writer.WriteByte((byte)'}');
    }

    /// <summary>Reads a field as an object; returns null if it is missing or null.</summary>
    /// <exception cref="JsonException">The field has another kind of JSON.</exception>
    internal T? ReadById<T, TCodec>(string id, string expected)
        where T : class
        where TCodec : struct, IJsonCodec<T> => ReadById<T, TCodec>(id, typeof(T), expected);

    /// <inheritdoc cref="ReadById{T, TCodec}(string, string)"/>
    private T? ReadById<T, TCodec>(string id, Type type, string expected)
        where T : class
        where TCodec : struct, IJsonCodec<T>
    {
        int found = Find(id);
        if (found < 0)
        {
            return null;
        }

        ref FieldEntry entry = ref _entries[found];
        object? seen = Volatile.Read(ref entry.Value);
        return seen as T ?? Keep(ref entry, seen, Parse<T, TCodec>(id, type, expected, GetJson(in entry, seen), out JsonFit fit), fit);
    }

    /// <summary>Reads a field as a value; returns null if it is missing or null.</summary>
    /// <exception cref="JsonException">The field has another kind of JSON.</exception>
    internal T? ReadValueById<T, TCodec>(string id, string expected)
        where T : struct
        where TCodec : struct, IJsonCodec<T>
    {
        int found = Find(id);
        return found < 0
            ? null
            : Parse<T?, NullableCodec<T, TCodec>>(id, typeof(T?), expected, GetJson(in _entries[found], _entries[found].Value), out _);
    }

    /// <summary>Reads a field with an array; returns null if it is missing or null.</summary>
    /// <exception cref="JsonException">The field, or an element, has another kind of JSON.</exception>
    internal IReadOnlyList<T>? ReadListById<T, TCodec>(string id, string expected)
        where TCodec : struct, IJsonCodec<T> =>
        ReadById<FieldList<T, TCodec>, ValueCodec<FieldList<T, TCodec>>>(id, typeof(IReadOnlyList<T>), expected)?.Items;

    private static T? Parse<T, TCodec>(string id, Type type, string expected, ReadOnlySpan<byte> json, out JsonFit fit)
        where TCodec : struct, IJsonCodec<T>
    {
        T? value = Parse<T, TCodec>(json, JsonModelOptions.Default, out fit);
        bool isDate = fit == JsonFit.Converted
            && json[0] == '"'
            && (typeof(T) == typeof(DateTimeOffset?) || typeof(T) == typeof(DateOnly?));
        return (fit & Drift) == 0 || isDate
            ? value
            : throw new JsonException(
                $"The field '{id}' is {Describe(json)}. {FieldTypes.GetName(type)} needs {expected}. "
                + "The indexer returns the JSON as it is.");
    }

    private static T? Parse<T, TCodec>(ReadOnlySpan<byte> json, JsonModelOptions options, out JsonFit fit)
        where TCodec : struct, IJsonCodec<T>
    {
        var reader = new JsonModelReader(json, options);
        T? value = reader.IsNull ? default : TCodec.Read(ref reader);
        fit = reader.Fit;
        return value;
    }

    private static string Describe(ReadOnlySpan<byte> json) => json[0] switch
    {
        (byte)'{' => "a JSON object",
        (byte)'[' => "a JSON array",
        (byte)'"' => "a JSON string",
        (byte)'t' or (byte)'f' => "a JSON Boolean",
        _ => "a JSON number",
    };

    /// <summary>Keeps the first object that was read from an entry, and returns the object that every thread gets.</summary>
    private static T? Keep<T>(ref FieldEntry entry, object? seen, T? value, JsonFit fit)
        where T : class
    {
        // JSON can be kept as an object that writes the same; another object must stay, because it can have been changed.
        if (value is null || seen is not (null or RawJson) || (fit & JsonFit.Value) != 0)
        {
            return value;
        }

        object? other = Interlocked.CompareExchange(ref entry.Value, value, seen);
        return ReferenceEquals(other, seen) ? value : other as T ?? value;
    }

    private static RawJson? ToJson<T, TCodec>(T? value)
        where T : struct
        where TCodec : struct, IJsonCodec<T> => value is { } known ? RawJson.From<T, TCodec>(known) : (RawJson?)null;

    private static FieldList<T, TCodec>? Wrap<T, TCodec>(IReadOnlyList<T>? value)
        where TCodec : struct, IJsonCodec<T> => value is null ? null : new FieldList<T, TCodec>(value);

    private static void WriteValue(ref JsonModelWriter writer, ReadOnlySpan<byte> read, object? value)
    {
        if (value is IJsonValue json)
        {
            json.Write(ref writer);
        }
        else if (read.IsEmpty)
        {
            writer.WriteValue((string?)value);
        }
        else
        {
            writer.WriteText(read);
        }
    }

    private void WriteValue(ref JsonModelWriter writer, in FieldEntry entry) =>
        WriteValue(ref writer, _text.AsSpan(entry.ValueStart, entry.ValueLength), entry.Value);

    private T? ReadMember<T, TCodec>(ReadOnlySpan<byte> name)
        where T : class
        where TCodec : struct, IJsonCodec<T>
    {
        int found = Find(name);
        if (found < 0)
        {
            return null;
        }

        ref FieldEntry entry = ref _entries[found];
        object? seen = Volatile.Read(ref entry.Value);
        if (seen is T known)
        {
            return known;
        }

        T? value = Parse<T, TCodec>(GetJson(in entry, seen), _options, out JsonFit fit);
        Report(ref entry, name, fit);
        return Keep(ref entry, seen, value, fit);
    }

    private T? ReadModel<T>(ReadOnlySpan<byte> name)
        where T : class, IJsonValue<T> => ReadMember<T, ValueCodec<T>>(name);

    private IReadOnlyList<T>? ReadList<T, TCodec>(ReadOnlySpan<byte> name)
        where TCodec : struct, IJsonCodec<T> => ReadMember<FieldList<T, TCodec>, ValueCodec<FieldList<T, TCodec>>>(name)?.Items;

    private IReadOnlyList<T>? ReadList<T>(ReadOnlySpan<byte> name)
        where T : IJsonValue<T> => ReadList<T, ValueCodec<T>>(name);

    private T? ReadScalar<T, TCodec>(ReadOnlySpan<byte> name)
        where T : struct
        where TCodec : struct, IJsonCodec<T>
    {
        int found = Find(name);
        if (found < 0)
        {
            return null;
        }

        ref FieldEntry entry = ref _entries[found];
        T? value = Parse<T?, NullableCodec<T, TCodec>>(GetJson(in entry, entry.Value), _options, out JsonFit fit);
        Report(ref entry, name, fit);
        return (fit & JsonFit.WrongShape) == 0 ? value : null;
    }

    /// <summary>Counts once that a value has another shape than its property, and refuses it each time if the options say so.</summary>
    private void Report(ref FieldEntry entry, ReadOnlySpan<byte> name, JsonFit fit)
    {
        if ((fit & Drift) != 0 && (!entry.IsReported || _options.Refused != JsonDrifts.None))
        {
            entry.IsReported = true;
            JsonDrift.Report(_options, fit, nameof(IssueFields), Encoding.UTF8.GetString(name));
        }
    }

    private ReadOnlySpan<byte> GetJson(in FieldEntry entry, object? seen) => seen switch
    {
        RawJson json => json.Utf8.Span,
        IJsonValue => Serialize(in entry, seen).Span,
        _ when entry.ValueLength == 0 => Serialize(in entry, seen).Span,
        _ => _text.AsSpan(entry.ValueStart, entry.ValueLength),
    };

    private RawJson GetRawJson(in FieldEntry entry)
    {
        object? seen = Volatile.Read(in entry.Value);
        return seen switch
        {
            RawJson json => json,
            IJsonValue => new RawJson(Serialize(in entry, seen)),
            _ when entry.ValueLength == 0 => new RawJson(Serialize(in entry, seen)),
            _ => new RawJson(_text.AsMemory(entry.ValueStart, entry.ValueLength)),
        };
    }

    private ReadOnlyMemory<byte> Serialize(in FieldEntry entry, object? value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new JsonModelWriter(output);
        WriteValue(ref writer, _text.AsSpan(entry.ValueStart, entry.ValueLength), value);
        writer.Flush();
        return output.WrittenMemory;
    }

    private int Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (JsonSyntax.HasLoneSurrogate(id))
        {
            return FindEscaped(id);
        }

        int length = Encoding.UTF8.GetByteCount(id);
        Span<byte> name = length <= 256 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(id, name);
        return Find(name);
    }

    /// <summary>Finds a field by the UTF-8 of its id.</summary>
    private int Find(ReadOnlySpan<byte> id)
    {
        ReadOnlySpan<byte> text = _text;
        ReadOnlySpan<FieldEntry> entries = _entries.AsSpan(0, _count);
        bool anyEscaped = false;
        for (int i = 0; i < entries.Length; i++)
        {
            ref readonly FieldEntry entry = ref entries[i];
            if (entry.IsNameEscaped)
            {
                anyEscaped = true;
            }
            else if (entry.NameLength == id.Length + 2 && text.Slice(entry.NameStart + 1, id.Length).SequenceEqual(id))
            {
                return i;
            }
        }

        return anyEscaped ? FindEscaped(Encoding.UTF8.GetString(id)) : -1;
    }

    private int FindEscaped(string id)
    {
        for (int i = 0; i < _count; i++)
        {
            ref readonly FieldEntry entry = ref _entries[i];
            if (entry.IsNameEscaped && JsonSyntax.Unescape(_text.AsSpan(entry.NameStart + 1, entry.NameLength - 2)) == id)
            {
                return i;
            }
        }

        return -1;
    }

    private void Assign(string id, object? value)
    {
        int found = Find(id);
        Assign(found < 0 ? Add(JsonSyntax.Quote(id)) : found, value);
    }

    /// <summary>Assigns a field by the UTF-8 of its id, which has nothing to escape.</summary>
    private void Assign(ReadOnlySpan<byte> id, object? value)
    {
        int found = Find(id);
        Assign(found < 0 ? Add([(byte)'"', .. id, (byte)'"']) : found, value);
    }

    private void Assign(int position, object? value)
    {
        ref FieldEntry entry = ref _entries[position];
        entry.Value = value ?? s_null;
        entry.ValueLength = 0;
        entry.IsAssigned = true;
        entry.IsReported = false;
    }

    private int Add(ReadOnlySpan<byte> quoted)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(8, _count * 2));
        }

        // JSON that was returned refers to the old text, so that it is copied and not changed.
        int end = checked(_textLength + quoted.Length);
        if (end > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(128, end + (end / 2)));
        }

        quoted.CopyTo(_text.AsSpan(_textLength));
        _entries[_count] = new FieldEntry
        {
            NameStart = _textLength,
            NameLength = quoted.Length,
            IsNameEscaped = quoted.Contains((byte)'\\'),
        };
        _textLength = end;
        return _count++;
    }
}

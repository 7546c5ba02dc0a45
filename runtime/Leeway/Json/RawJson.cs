using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Leeway.Generated;

namespace Leeway.Json;

/// <summary>Any JSON value, kept as its original text.</summary>
/// <remarks>
/// Values are equal if they are the same JSON: the order of members and white space do not count. The default is JSON null.
/// </remarks>
[JsonConverter(typeof(JsonModelConverter<RawJson>))]
public readonly partial struct RawJson : IJsonValue<RawJson>, IEquatable<RawJson>
{
    private static readonly byte[] s_null = [.. "null"u8];

    private readonly ReadOnlyMemory<byte> _utf8;

    /// <summary>Initializes a value from its well-formed text.</summary>
    internal RawJson(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
    }

    /// <summary>JSON null.</summary>
    public static RawJson Null => default;

    /// <summary>The JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8.IsEmpty ? s_null : _utf8;

    /// <summary>The kind of value.</summary>
    public JsonValueKind Kind => _utf8.IsEmpty
        ? JsonValueKind.Null
        : _utf8.Span[0] switch
        {
            (byte)'{' => JsonValueKind.Object,
            (byte)'[' => JsonValueKind.Array,
            (byte)'"' => JsonValueKind.String,
            (byte)'t' => JsonValueKind.True,
            (byte)'f' => JsonValueKind.False,
            (byte)'n' => JsonValueKind.Null,
            _ => JsonValueKind.Number,
        };

    /// <summary>Parses JSON text.</summary>
    /// <exception cref="JsonException">The text is not one well-formed value.</exception>
    public static RawJson Parse([StringSyntax(StringSyntaxAttribute.Json)] string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static RawJson Parse(ReadOnlySpan<byte> utf8) => JsonModelSerializer.Read<RawJson>(utf8);

    /// <summary>Converts a generated value to JSON.</summary>
    public static RawJson From<T>(T? value)
        where T : IJsonValue<T> => new(JsonModelSerializer.WriteToArray(value));

    /// <summary>Converts a value to JSON with a codec.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static RawJson From<T, TCodec>(T? value)
        where TCodec : struct, IJsonCodec<T> => new(JsonModelSerializer.WriteToArray<T, TCodec>(value));

    /// <summary>Reads the JSON as a generated type.</summary>
    /// <exception cref="JsonException">The JSON has another shape than the type.</exception>
    public T? As<T>()
        where T : IJsonValue<T> => JsonModelSerializer.Read<T>(Utf8.Span);

    /// <summary>Reads the JSON as a type if it has exactly its shape: a model needs all members that its document requires.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryAs<T, TCodec>([MaybeNullWhen(false)] out T value)
        where TCodec : struct, IJsonCodec<T>
    {
        if (Kind != JsonValueKind.Null)
        {
            var reader = new JsonModelReader(_utf8.Span, JsonModelOptions.Default);
            value = TCodec.Read(ref reader);
            if (reader.Fit < JsonFit.Converted && value is not null && (value is not JsonModel model || model.NameTable.Fits(_utf8.Span)))
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Reads the JSON as a type; returns null if it has another shape. See <see cref="TryAs"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T? AsOrNull<T, TCodec>()
        where T : class
        where TCodec : struct, IJsonCodec<T> => TryAs<T, TCodec>(out T? value) ? value : null;

    /// <inheritdoc cref="AsOrNull"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T? AsValueOrNull<T, TCodec>()
        where T : struct
        where TCodec : struct, IJsonCodec<T> => TryAs<T, TCodec>(out T value) ? value : null;

    /// <summary>Returns the value of a JSON string; null for any other value.</summary>
    public string? GetString() => AsOrNull<string, StringCodec>();

    /// <summary>Converts the value to a <see cref="JsonElement"/>.</summary>
    public JsonElement ToElement()
    {
        using JsonDocument document = ParseDocument();
        return document.RootElement.Clone();
    }

    /// <inheritdoc/>
    public bool Equals(RawJson other)
    {
        if (Utf8.Span.SequenceEqual(other.Utf8.Span))
        {
            return true;
        }

        using JsonDocument left = ParseDocument();
        using JsonDocument right = other.ParseDocument();
        try
        {
            return JsonElement.DeepEquals(left.RootElement, right.RootElement);
        }
        catch (InvalidOperationException)
        {
            // A value with an unpaired surrogate cannot be compared, so it equals only itself.
            return false;
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        using JsonDocument document = ParseDocument();
        JsonElement root = document.RootElement;
        return root.ValueKind switch
        {
            JsonValueKind.String => HashCode.Combine(JsonValueKind.String, JsonSyntax.Unescape(_utf8.Span[1..^1])),
            JsonValueKind.Number => HashCode.Combine(JsonValueKind.Number, root.GetDouble()),
            JsonValueKind.Array => HashCode.Combine(JsonValueKind.Array, root.GetArrayLength()),
            _ => root.ValueKind.GetHashCode(),
        };
    }

    /// <summary>Returns the JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    static RawJson IJsonValue<RawJson>.Read(ref JsonModelReader reader) => reader.ReadJsonValue();

    void IJsonValue.Write(ref JsonModelWriter writer) => writer.WriteValue(this);

    private JsonDocument ParseDocument() => JsonDocument.Parse(Utf8, new JsonDocumentOptions { MaxDepth = JsonModelReader.MaxDepth });

    /// <summary>Whether two values are the same JSON.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Whether two values are not the same JSON.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);

    /// <summary>Converts a string to a JSON string, or to JSON null.</summary>
    public static implicit operator RawJson(string? value) => value is null ? default : From<string, StringCodec>(value);

    /// <summary>Converts a Boolean to JSON.</summary>
    public static implicit operator RawJson(bool value) => From<bool, BooleanCodec>(value);

    /// <summary>Converts a number to JSON.</summary>
    public static implicit operator RawJson(int value) => From<int, Int32Codec>(value);

    /// <summary>Converts a number to JSON.</summary>
    public static implicit operator RawJson(long value) => From<long, Int64Codec>(value);

    /// <summary>Converts a number to JSON.</summary>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public static implicit operator RawJson(double value) => From<double, DoubleCodec>(value);

    /// <summary>Converts a <see cref="JsonElement"/>.</summary>
    /// <exception cref="InvalidOperationException">The element is undefined.</exception>
    public static implicit operator RawJson(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            value.WriteTo(writer);
        }

        return new(output.WrittenMemory);
    }

    /// <summary>Converts a <see cref="JsonNode"/>, or null to JSON null.</summary>
    public static implicit operator RawJson(JsonNode? value) => value is null ? default : Parse(value.ToJsonString());
}

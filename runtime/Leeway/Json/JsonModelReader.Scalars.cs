using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Leeway.Json;

public ref partial struct JsonModelReader
{
    /// <summary>Numbers of up to this many characters survive being held in double precision,</summary>
    private const int MostExactDigits = 15;

    /// <summary>unless they are smaller than this.</summary>
    private const double LeastExact = 1e-290;

    /// <summary>Reads a string, or the text of a number or a Boolean.</summary>
    public string? ReadString() => _json.TokenType == JsonTokenType.String ? Text() : TextOfLiteral();

    /// <summary>Reads a value of an open enum: a known one without allocating.</summary>
    /// <param name="known">The known values.</param>
    /// <returns>The value; null where the JSON is null, which is another shape, or has another shape.</returns>
    public string? ReadEnum(JsonNames known)
    {
        if (_json.TokenType == JsonTokenType.Null)
        {
            RefuseShape();
            return null;
        }

        if (_json.TokenType != JsonTokenType.String)
        {
            return TextOfLiteral();
        }

        int value = known.IndexOf(_json.ValueSpan, _json.ValueIsEscaped);
        return value < 0 ? Text() : known[value];
    }

    /// <summary>Reads any value as it stands.</summary>
    public RawJson? ReadJson() => _json.TokenType == JsonTokenType.Null ? default(RawJson?) : ReadJsonValue();

    /// <summary>Reads any value as it stands; null is one.</summary>
    public RawJson ReadJsonValue()
    {
        int start = (int)_json.TokenStartIndex;
        _json.Skip();
        return new RawJson(TextFrom(start).ToArray());
    }

    /// <summary>Reads a Boolean, or one in a string.</summary>
    public bool? ReadBoolean()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when Utf8Parser.TryParse(Plain(), out bool value, out int used) && used == Plain().Length:
                _fit |= JsonFit.Converted;
                return value;
            default:
                RefuseShape();
                return null;
        }
    }

    /// <summary>Reads an integer of 32 bits, or one in a string.</summary>
    public int? ReadInt32()
    {
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out int value))
        {
            return value;
        }

        long? wide = LongOf();
        if (wide is null or (>= int.MinValue and <= int.MaxValue))
        {
            return (int?)wide;
        }

        RefuseShape();
        return null;
    }

    /// <summary>Reads an integer of 64 bits, or one in a string.</summary>
    public long? ReadInt64() => _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out long value) ? value : LongOf();

    /// <summary>Reads a number, or one in a string.</summary>
    public double? ReadDouble()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when _json.TryGetDouble(out double value) && double.IsFinite(value):
                if ((_json.ValueSpan.Length > MostExactDigits || Math.Abs(value) < LeastExact) && !IsWritten(value, _json.ValueSpan))
                {
                    _fit |= JsonFit.Inexact;
                }

                return value;
            case JsonTokenType.String when Utf8Parser.TryParse(Plain(), out double value, out int used) && used == Plain().Length && double.IsFinite(value):
                _fit |= JsonFit.Converted;
                return value;
            default:
                RefuseShape();
                return null;
        }
    }

    /// <summary>Reads a point in time: RFC 3339, the same without a colon in the offset, a day, or an epoch number.</summary>
    public DateTimeOffset? ReadDateTime()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when JsonDateTime.TryParse(Plain(), out DateTimeOffset value, out JsonFit fit):
                _fit |= fit;
                return value;
            case JsonTokenType.Number when _json.TryGetInt64(out long number) && JsonDateTime.TryFromEpoch(number, out DateTimeOffset value):
                _fit |= JsonFit.Converted;
                return value;
            default:
                RefuseShape();
                return null;
        }
    }

    /// <summary>Reads a day, or the day that a point in time names.</summary>
    public DateOnly? ReadDate()
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            ReadOnlySpan<byte> text = Plain();
            if (JsonDateTime.TryParseDate(text, out DateOnly date) && (text.Length == 10 || JsonDateTime.TryParse(text, out _, out _)))
            {
                _fit |= text.Length == 10 ? JsonFit.Exact : JsonFit.Converted;
                return date;
            }
        }

        RefuseUnlessNull();
        return null;
    }

    /// <summary>Reads a GUID.</summary>
    public Guid? ReadGuid()
    {
        if (_json.TokenType == JsonTokenType.String && Utf8Parser.TryParse(Plain(), out Guid value, out int used) && used == Plain().Length)
        {
            if (_json.ValueSpan.ContainsAnyInRange((byte)'A', (byte)'F'))
            {
                _fit |= JsonFit.Inexact;
            }

            return value;
        }

        RefuseUnlessNull();
        return null;
    }

    /// <inheritdoc cref="ReadBoolean"/>
    public bool ReadBooleanValue() => ValueOf(ReadBoolean());

    /// <inheritdoc cref="ReadInt32"/>
    public int ReadInt32Value() => ValueOf(ReadInt32());

    /// <inheritdoc cref="ReadInt64"/>
    public long ReadInt64Value() => ValueOf(ReadInt64());

    /// <inheritdoc cref="ReadDouble"/>
    public double ReadDoubleValue() => ValueOf(ReadDouble());

    /// <inheritdoc cref="ReadDateTime"/>
    public DateTimeOffset ReadDateTimeValue() => ValueOf(ReadDateTime());

    /// <inheritdoc cref="ReadDate"/>
    public DateOnly ReadDateValue() => ValueOf(ReadDate());

    /// <inheritdoc cref="ReadGuid"/>
    public Guid ReadGuidValue() => ValueOf(ReadGuid());

    private static bool IsWritten(double value, ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'0'])
        {
            return true;
        }

        Span<byte> written = stackalloc byte[32];
        return value.TryFormat(written, out int length, default, CultureInfo.InvariantCulture) && written[..length].SequenceEqual(text);
    }

    /// <summary>The place has no room for null, which is thus another shape.</summary>
    private T ValueOf<T>(T? value)
        where T : struct
    {
        if (value is null)
        {
            RefuseShape();
        }

        return value.GetValueOrDefault();
    }

    /// <summary>The text of a string or of a member's name.</summary>
    private string Text()
    {
        ReadOnlySpan<byte> text = _json.ValueSpan;
        if (!_json.ValueIsEscaped)
        {
            return _isAscii ? Encoding.Latin1.GetString(text) : Encoding.UTF8.GetString(text);
        }

        string unescaped = JsonText.Unescape(text);
        if (JsonText.HasLoneSurrogate(unescaped))
        {
            _fit |= JsonFit.Inexact;
        }

        return unescaped;
    }

    /// <summary>The text of a number or a Boolean where a string is wanted.</summary>
    private string? TextOfLiteral()
    {
        if (_json.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
        {
            _fit |= JsonFit.Converted;
            return Encoding.UTF8.GetString(_json.ValueSpan);
        }

        RefuseUnlessNull();
        return null;
    }

    /// <summary>The UTF-8 of a string without escapes, which what is parsed from strings seldom has.</summary>
    private readonly ReadOnlySpan<byte> Plain() =>
        _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonText.Unescape(_json.ValueSpan)) : _json.ValueSpan;

    /// <summary>An integer written otherwise: in a string, or as <c>1.0</c> or <c>1e3</c>.</summary>
    private long? LongOf()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.String when Utf8Parser.TryParse(Plain(), out long value, out int used) && used == Plain().Length:
                _fit |= JsonFit.Converted;
                return value;
            case JsonTokenType.Number
                when _json.TryGetDecimal(out decimal value) && decimal.IsInteger(value) && value is >= long.MinValue and <= long.MaxValue:
                _fit |= JsonFit.Inexact;
                return (long)value;
            default:
                RefuseUnlessNull();
                return null;
        }
    }
}

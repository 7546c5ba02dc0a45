using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.Generated;

public ref partial struct JsonModelReader
{
    /// <summary>Numbers of up to this number of characters are represented exactly in double precision,</summary>
    private const int MaxExactDigits = 15;

    /// <summary>unless they are smaller than this.</summary>
    private const double MinExact = 1e-290;

    /// <summary>Numbers of up to this number of characters, without a negative exponent, are represented exactly as a decimal.</summary>
    private const int MaxDecimalDigits = 28;

    /// <summary>Reads a string, or the text of a number or a Boolean.</summary>
    public string? ReadString() => _json.TokenType == JsonTokenType.String ? ReadText() : ReadLiteral();

    /// <summary>Reads a value of an open enum, without allocating if it is a known one.</summary>
    /// <param name="known">The known values.</param>
    /// <returns>The value; null if the JSON is null or has another shape. Both are recorded as another shape.</returns>
    public string? ReadEnum(JsonNames known)
    {
        if (_json.TokenType == JsonTokenType.Null)
        {
            RefuseShape();
            return null;
        }

        if (_json.TokenType != JsonTokenType.String)
        {
            return ReadLiteral();
        }

        int value = known.IndexOf(_json.ValueSpan, _json.ValueIsEscaped);
        return value < 0 ? ReadText() : known[value];
    }

    /// <summary>Reads any value as raw JSON.</summary>
    public RawJson? ReadJson() => _json.TokenType == JsonTokenType.Null ? default(RawJson?) : ReadJsonValue();

    /// <summary>Reads any value as raw JSON; null is a value.</summary>
    public RawJson ReadJsonValue()
    {
        int start = (int)_json.TokenStartIndex;
        _json.Skip();
        return new RawJson(GetTextFrom(start).ToArray());
    }

    /// <summary>Reads a Boolean, or a Boolean in a string.</summary>
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
            case JsonTokenType.String when Utf8Parser.TryParse(ReadUtf8(), out bool value, out int used) && used == ReadUtf8().Length:
                _fit |= JsonFit.Converted;
                return value;
            default:
                RefuseShape();
                return null;
        }
    }

    /// <summary>Reads a 32-bit integer, or an integer in a string.</summary>
    public int? ReadInt32()
    {
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out int value))
        {
            return value;
        }

        long? wide = ReadInexactInt64();
        if (wide is null or (>= int.MinValue and <= int.MaxValue))
        {
            return (int?)wide;
        }

        RefuseShape();
        return null;
    }

    /// <summary>Reads a 64-bit integer, or an integer in a string.</summary>
    public long? ReadInt64() => _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out long value) ? value : ReadInexactInt64();

    /// <summary>Reads the text of an id: a number that is an integer, or a string.</summary>
    /// <returns>The digits of the number, or the text of the string, whether it is an integer or not.</returns>
    public string? ReadNumericId()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Number when !_json.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E'):
                return Encoding.Latin1.GetString(_json.ValueSpan);
            case JsonTokenType.Number when IsExactDecimal(_json.ValueSpan) && _json.TryGetDecimal(out decimal value) && decimal.IsInteger(value):
                _fit |= JsonFit.Inexact;
                return value.ToString("F0", CultureInfo.InvariantCulture);
            case JsonTokenType.String:
                _fit |= JsonFit.Converted;
                return ReadText();
            default:
                RefuseUnlessNull();
                return null;
        }
    }

    /// <summary>Reads the text of an id that is a number or a string.</summary>
    public string? ReadNumberOrTextId()
    {
        if (_json.TokenType != JsonTokenType.Number)
        {
            return ReadString();
        }

        // The document declares numbers, too. The number is kept, because an id is written as a string.
        _fit |= JsonFit.Inexact;
        return Encoding.Latin1.GetString(_json.ValueSpan);
    }

    /// <summary>Reads a number, or a number in a string.</summary>
    public double? ReadDouble()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when _json.TryGetDouble(out double value) && double.IsFinite(value):
                if ((_json.ValueSpan.Length > MaxExactDigits || Math.Abs(value) < MinExact) && !IsWritten(value, _json.ValueSpan))
                {
                    _fit |= JsonFit.Inexact;
                }

                return value;
            case JsonTokenType.String when Utf8Parser.TryParse(ReadUtf8(), out double value, out int used) && used == ReadUtf8().Length && double.IsFinite(value):
                _fit |= JsonFit.Converted;
                return value;
            default:
                RefuseShape();
                return null;
        }
    }

    /// <summary>Reads a date with time: RFC 3339, the same without a colon in the offset, a date alone, or an epoch number.</summary>
    public DateTimeOffset? ReadDateTime()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when JsonDateTime.TryParse(ReadUtf8(), out DateTimeOffset value, out JsonFit fit):
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

    /// <summary>Reads a date, or the date of a date with time.</summary>
    public DateOnly? ReadDate()
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            ReadOnlySpan<byte> text = ReadUtf8();
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
        if (_json.TokenType == JsonTokenType.String && Utf8Parser.TryParse(ReadUtf8(), out Guid value, out int used) && used == ReadUtf8().Length)
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
    public bool ReadBooleanValue() => RefuseNull(ReadBoolean());

    /// <inheritdoc cref="ReadInt32"/>
    public int ReadInt32Value() => RefuseNull(ReadInt32());

    /// <inheritdoc cref="ReadInt64"/>
    public long ReadInt64Value() => RefuseNull(ReadInt64());

    /// <inheritdoc cref="ReadDouble"/>
    public double ReadDoubleValue() => RefuseNull(ReadDouble());

    /// <inheritdoc cref="ReadDateTime"/>
    public DateTimeOffset ReadDateTimeValue() => RefuseNull(ReadDateTime());

    /// <inheritdoc cref="ReadDate"/>
    public DateOnly ReadDateValue() => RefuseNull(ReadDate());

    /// <inheritdoc cref="ReadGuid"/>
    public Guid ReadGuidValue() => RefuseNull(ReadGuid());

    private static bool IsWritten(double value, ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'0'])
        {
            return true;
        }

        Span<byte> written = stackalloc byte[32];
        return value.TryFormat(written, out int length, default, CultureInfo.InvariantCulture) && written[..length].SequenceEqual(text);
    }

    /// <summary>Whether a number that fits into a decimal is converted without rounding.</summary>
    private static bool IsExactDecimal(ReadOnlySpan<byte> number) => number.Length <= MaxDecimalDigits && number.LastIndexOf((byte)'-') <= 0;

    /// <summary>Returns a value. The caller cannot represent null, so it counts as another shape.</summary>
    private T RefuseNull<T>(T? value)
        where T : struct
    {
        if (value is null)
        {
            RefuseShape();
        }

        return value.GetValueOrDefault();
    }

    /// <summary>Reads the text of a string or of a member name.</summary>
    private string ReadText()
    {
        ReadOnlySpan<byte> text = _json.ValueSpan;
        if (!_json.ValueIsEscaped)
        {
            return _isAscii ? Encoding.Latin1.GetString(text) : Encoding.UTF8.GetString(text);
        }

        string unescaped = JsonSyntax.Unescape(text);
        if (JsonSyntax.HasLoneSurrogate(unescaped))
        {
            _fit |= JsonFit.Inexact;
        }

        return unescaped;
    }

    /// <summary>Reads the text of a number or a Boolean as a string.</summary>
    private string? ReadLiteral()
    {
        if (_json.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
        {
            _fit |= JsonFit.Converted;
            return Encoding.UTF8.GetString(_json.ValueSpan);
        }

        RefuseUnlessNull();
        return null;
    }

    /// <summary>Reads the UTF-8 of a string without escapes. Strings that are parsed to other types seldom have escapes.</summary>
    private readonly ReadOnlySpan<byte> ReadUtf8() =>
        _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonSyntax.Unescape(_json.ValueSpan)) : _json.ValueSpan;

    /// <summary>Reads an integer in another format: in a string, or as <c>1.0</c> or <c>1e3</c>.</summary>
    private long? ReadInexactInt64()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.String when Utf8Parser.TryParse(ReadUtf8(), out long value, out int used) && used == ReadUtf8().Length:
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

using System.Text.Json;
using Leeway.Json;

namespace Leeway.Generated;

// The tokens themselves, for types of this library whose shape a member decides.
public ref partial struct JsonModelReader
{
    /// <summary>The kind of the current token.</summary>
    internal readonly JsonTokenType Token => _json.TokenType;

    /// <summary>How to read.</summary>
    internal readonly JsonModelOptions Options => _options;

    /// <summary>The number of objects and arrays around the current token.</summary>
    internal readonly int Depth => _json.CurrentDepth;

    /// <summary>The index at which the current token starts.</summary>
    internal readonly int TokenStart => (int)_json.TokenStartIndex;

    /// <summary>The name or the string at the current token, without its quotes.</summary>
    internal readonly ReadOnlySpan<byte> TokenText => _json.ValueSpan;

    /// <summary>Whether <see cref="TokenText"/> has escapes.</summary>
    internal readonly bool IsTokenEscaped => _json.ValueIsEscaped;

    /// <summary>Moves to the next token.</summary>
    internal bool MoveNext() => _json.Read();

    /// <summary>Moves to the last token of the current value.</summary>
    internal void SkipValue() => _json.Skip();

    /// <summary>Returns how well the JSON fits its type since the last call.</summary>
    internal JsonFit TakeFit(JsonFit next = JsonFit.Exact)
    {
        JsonFit fit = _fit;
        _fit = next;
        return fit;
    }

    /// <summary>Finds which case of a union the current object is.</summary>
    /// <param name="discriminator">The UTF-8 of the name of the member that distinguishes the cases.</param>
    /// <param name="values">The values of that member.</param>
    /// <param name="isRead">
    /// Whether the member comes first, as it usually does: the reader is on its value then. Otherwise the reader is not moved.
    /// </param>
    /// <returns>The index of the value; -1 if there is none or an unknown one.</returns>
    internal int ReadDiscriminator(ReadOnlySpan<byte> discriminator, JsonNames values, out bool isRead)
    {
        ReadOnlySpan<byte> ahead = _utf8[(int)_json.BytesConsumed..].TrimStart(" \t\r\n"u8);
        isRead = ahead.Length > discriminator.Length + 2 && ahead[0] == '"' && ahead[discriminator.Length + 1] == '"'
            && ahead[1..].StartsWith(discriminator);
        if (!isRead)
        {
            return ReadDiscriminator(System.Text.Encoding.UTF8.GetString(discriminator), values);
        }

        _json.Read();
        _json.Read();
        return _json.TokenType == JsonTokenType.String ? values.IndexOf(_json.ValueSpan, _json.ValueIsEscaped) : -1;
    }

    /// <summary>Reports a member that an object does not declare.</summary>
    /// <param name="model">A model of the type of the object.</param>
    internal readonly void ReportUnknownMember(JsonModel model) => JsonDrift.Report(_options, JsonDrifts.UnknownMember, model);

    /// <summary>Records that an element of a list has another shape than its type, and is kept as it is.</summary>
    internal void RefuseElement() => _fit |= JsonFit.ElementWrongShape;
}

using System.Globalization;
using System.Text.Json;
using Leeway.Generated;

namespace Leeway.Fields;

/// <summary>Reads and writes numbers as decimals.</summary>
internal readonly struct DecimalCodec : IJsonCodec<decimal>
{
    static decimal IJsonCodec<decimal>.Read(ref JsonModelReader reader)
    {
        if (reader.Token == JsonTokenType.Number
            && decimal.TryParse(reader.TokenText, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value))
        {
            return value;
        }

        reader.RefuseShape();
        return default;
    }

    static void IJsonCodec<decimal>.Write(ref JsonModelWriter writer, decimal value)
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        writer.WriteText(text[..length]);
    }
}

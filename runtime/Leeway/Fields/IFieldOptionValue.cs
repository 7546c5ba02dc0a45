using System.ComponentModel;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>An open enum of the options of a field. In JSON, a value is an object such as <c>{"value": "High"}</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFieldOptionValue : IJsonValue
{
    /// <summary>Reads the text of an option.</summary>
    /// <param name="reader">The reader, on the first token of the value.</param>
    /// <param name="known">The texts of the known options.</param>
    /// <returns>The text; null if the JSON has no text, which the reader then records.</returns>
    static string? ReadOption(ref JsonModelReader reader, JsonNames known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (reader.Token != JsonTokenType.StartObject)
        {
            reader.RefuseShape();
            return null;
        }

        string? value = null;
        bool isPlain = true;
        while (reader.MoveNext() && reader.Token == JsonTokenType.PropertyName)
        {
            bool isValue = reader.TokenText.SequenceEqual("value"u8);
            reader.MoveNext();
            if (isValue)
            {
                value = reader.ReadEnum(known);
            }
            else
            {
                isPlain = false;
                reader.SkipValue();
            }
        }

        if (value is null)
        {
            reader.RefuseShape();
        }
        else if (!isPlain)
        {
            // The id and the address of the option are written only if the JSON is kept.
            reader.TakeFit(reader.Fit | JsonFit.Inexact);
        }

        return value;
    }

    /// <summary>Writes an option.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The text of the option; null is written as JSON null.</param>
    static void WriteOption(ref JsonModelWriter writer, string? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        writer.WriteText("{\"value\":"u8);
        writer.WriteValue(value);
        writer.WriteByte((byte)'}');
    }
}

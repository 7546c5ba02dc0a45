using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>Finds the type of unknown nodes and marks.</summary>
internal static class AdfTypeName
{
    /// <summary>Returns the value of the member <c>type</c>; empty if there is none.</summary>
    public static string Read(RawJson json)
    {
        var reader = new Utf8JsonReader(json.Utf8.Span, JsonModelReader.ReaderOptions);
        reader.Read();
        string type = "";
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isType = JsonSyntax.Unescape(reader.ValueSpan) == "type";
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String)
                {
                    type = JsonSyntax.Unescape(reader.ValueSpan);
                }

                reader.Skip();
            }
        }

        return type;
    }
}

using System.Buffers;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>Lets <see cref="JsonSerializer"/> read and write a generated type.</summary>
/// <remarks>Naming policies and other options do not change the JSON of a generated type: its document defines it.</remarks>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonModelConverter<T> : JsonConverter<T>, IJsonModelConverter
    where T : IJsonValue<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;

        // Text that may contain comments or trailing commas cannot be kept unchanged.
        return options.AllowTrailingCommas || options.ReadCommentHandling != JsonCommentHandling.Disallow
            ? ((RawJson)root).As<T>()
            : JsonModelSerializer.Read<T>(JsonMarshal.GetRawUtf8Value(root));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var json = new ArrayBufferWriter<byte>();
        JsonModelSerializer.Write(json, value);
        if (writer.Options.Indented)
        {
            new RawJson(json.WrittenMemory).ToElement().WriteTo(writer);
        }
        else
        {
            writer.WriteRawValue(json.WrittenSpan, skipInputValidation: true);
        }
    }

    JsonTypeInfo IJsonModelConverter.CreateTypeInfo(JsonSerializerOptions options) => JsonMetadataServices.CreateValueInfo<T>(options, this);
}

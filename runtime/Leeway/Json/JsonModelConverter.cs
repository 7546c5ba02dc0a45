using System.Text.Json;
using System.Text.Json.Serialization;

namespace Leeway.Json;

/// <summary>Lets <see cref="JsonSerializer"/> read and write a generated type.</summary>
public sealed class JsonModelConverter<T> : JsonConverter<T>
    where T : IJsonValue<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotImplementedException();
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Leeway.Json;

/// <summary>A converter that knows its type statically, so that describing it needs no reflection.</summary>
internal interface IJsonModelConverter
{
    JsonTypeInfo CreateTypeInfo(JsonSerializerOptions options);
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Leeway.Json;

/// <summary>A converter that knows its type statically, and thus needs no reflection to describe it.</summary>
internal interface IJsonModelConverter
{
    JsonTypeInfo CreateTypeInfo(JsonSerializerOptions options);
}

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Leeway.Json;

/// <summary>
/// Describes generated types to <see cref="JsonSerializer"/> if reflection is disabled, as in trimmed and native applications.
/// </summary>
/// <remarks>
/// Source generators do not see each other's output, so a <see cref="JsonSerializerContext"/> in the same project does not know
/// generated types. Combine it with this resolver:
/// <c>JsonTypeInfoResolver.Combine(MyContext.Default, JsonModelTypeInfoResolver.Default)</c>.
/// </remarks>
public sealed class JsonModelTypeInfoResolver : IJsonTypeInfoResolver
{
    private JsonModelTypeInfoResolver()
    {
    }

    /// <summary>The resolver. It has no state.</summary>
    public static JsonModelTypeInfoResolver Default { get; } = new();

    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(IJsonValue).IsAssignableFrom(type)
            || type.GetCustomAttribute<JsonConverterAttribute>(inherit: false) is not { ConverterType: { } converterType })
        {
            return null;
        }

        object? converter = Activator.CreateInstance(converterType);
        if (converter is JsonConverterFactory factory)
        {
            converter = factory.CreateConverter(type, options);
        }

        return (converter as IJsonModelConverter)?.CreateTypeInfo(options);
    }
}

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Makes bodies that ask for a page from those that callers pass, which stay as they are. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PagedBody
{
    /// <summary>A copy that asks for the page of a token; the body itself where there is none yet.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The caller's body; null where the caller passes none.</param>
    /// <param name="member">The member's name on the wire.</param>
    /// <param name="token">The token.</param>
    [return: NotNullIfNotNull(nameof(body))]
    public static T? At<T>(T? body, string member, string? token)
        where T : class, IJsonValue<T> => token is null ? body : With(body, member, JsonValue.Create(token));

    /// <summary>A copy that asks for the page at a position.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The caller's body; null where the caller passes none.</param>
    /// <param name="member">The member's name on the wire.</param>
    /// <param name="position">The position.</param>
    public static T At<T>(T? body, string member, long position)
        where T : class, IJsonValue<T> => With(body, member, JsonValue.Create(position));

    /// <summary>The position that the caller's body asks for: the list is read from there.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The caller's body; null where the caller passes none.</param>
    /// <param name="member">The member's name on the wire.</param>
    public static long PositionOf<T>(T? body, string member)
        where T : class, IJsonValue<T>
    {
        if (body is null)
        {
            return 0;
        }

        using JsonDocument json = JsonDocument.Parse(RawJson.From(body).Utf8);
        return json.RootElement.TryGetProperty(member, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long position)
            && position > 0 ? position : 0;
    }

    private static T With<T>(T? body, string member, JsonNode value)
        where T : class, IJsonValue<T>
    {
        JsonObject copy = body is null ? [] : JsonNode.Parse(RawJson.From(body).Utf8.Span)!.AsObject();
        copy[member] = value;
        return ((RawJson)copy).As<T>()!;
    }
}

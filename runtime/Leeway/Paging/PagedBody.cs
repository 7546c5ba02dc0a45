using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>Creates copies of request bodies that ask for a page. The bodies of callers are not changed. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PagedBody
{
    /// <summary>Creates a copy that asks for the page of a token. Without a token, returns the body itself.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The caller's body, or null.</param>
    /// <param name="member">The name of the member in the JSON.</param>
    /// <param name="token">The token.</param>
    [return: NotNullIfNotNull(nameof(body))]
    public static T? At<T>(T? body, string member, string? token)
        where T : class, IJsonValue<T> => token is null ? body : With(body, member, token);

    /// <summary>Creates a copy that asks for the page at a position.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The caller's body, or null.</param>
    /// <param name="member">The name of the member in the JSON.</param>
    /// <param name="position">The position.</param>
    public static T At<T>(T? body, string member, long position)
        where T : class, IJsonValue<T> => With(body, member, position);

    /// <summary>Returns the position in the caller's body. The list is read from there.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The caller's body, or null.</param>
    /// <param name="member">The name of the member in the JSON.</param>
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
            && position > 0
                ? position
                : 0;
    }

    private static T With<T>(T? body, string member, RawJson value)
        where T : class, IJsonValue<T>
    {
        var json = new ArrayBufferWriter<byte>();
        if (body is null)
        {
            json.Write("{}"u8);
        }
        else
        {
            JsonModelSerializer.Write(json, body);
        }

        // If members have the same name, the last one counts.
        ReadOnlySpan<byte> members = json.WrittenSpan[..^1];
        ReadOnlySpan<byte> separator = members.Length > 1 ? ","u8 : default;
        return JsonModelSerializer.Read<T>([.. members, .. separator, .. JsonSyntax.Quote(member), (byte)':', .. value.Utf8.Span, (byte)'}'])!;
    }
}

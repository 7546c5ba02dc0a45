using System.Buffers;
using System.ComponentModel;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Makes bodies that ask for a page of those that callers pass, which stay as they are. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PagedBody
{
    /// <summary>A copy that asks for the page of a token; the body itself where there is none yet.</summary>
    /// <typeparam name="T">The body's type.</typeparam>
    /// <param name="body">The caller's body.</param>
    /// <param name="member">The member's name on the wire.</param>
    /// <param name="token">The token.</param>
    public static T At<T>(T body, string member, string? token)
        where T : class, IJsonValue<T> => token is null ? body : With(body, member, token);

    /// <summary>A copy that asks for the page at a position.</summary>
    /// <typeparam name="T">The body's type.</typeparam>
    /// <param name="body">The caller's body.</param>
    /// <param name="member">The member's name on the wire.</param>
    /// <param name="position">The position.</param>
    public static T At<T>(T body, string member, long position)
        where T : class, IJsonValue<T> => With(body, member, position);

    private static T With<T>(T body, string member, RawJson value)
        where T : class, IJsonValue<T>
    {
        ArgumentNullException.ThrowIfNull(body);
        var json = new ArrayBufferWriter<byte>();
        JsonModelSerializer.Write(json, body);

        // Of members of one name the last counts.
        ReadOnlySpan<byte> members = json.WrittenSpan[..^1];
        ReadOnlySpan<byte> separator = members.Length > 1 ? ","u8 : default;
        return JsonModelSerializer.Read<T>([.. members, .. separator, .. JsonText.Quote(member), (byte)':', .. value.Utf8.Span, (byte)'}'])!;
    }
}

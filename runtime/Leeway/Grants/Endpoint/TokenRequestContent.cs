using System.Buffers;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>The body of a request to the token endpoint. If it may have been sent, the token in it may be spent.</summary>
/// <param name="fields">The fields to send.</param>
/// <param name="maySend">Called when there is a connection; <see langword="null"/> to send always.</param>
internal sealed class TokenRequestContent(ReadOnlySpan<(string Name, string Value)> fields, Func<bool>? maySend) : SingleUseContent(Write(fields), maySend)
{
    private static ReadOnlyMemory<byte> Write(ReadOnlySpan<(string Name, string Value)> fields)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            foreach ((string name, string value) in fields)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}

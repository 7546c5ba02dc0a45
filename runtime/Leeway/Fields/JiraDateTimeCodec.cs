using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>Reads dates with times, and writes them in the format of the Jira platform.</summary>
internal readonly struct JiraDateTimeCodec : IJsonCodec<DateTimeOffset>
{
    static DateTimeOffset IJsonCodec<DateTimeOffset>.Read(ref JsonModelReader reader) => reader.ReadDateTimeValue();

    static void IJsonCodec<DateTimeOffset>.Write(ref JsonModelWriter writer, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[JsonDateTime.MaxLength];
        int length = JsonDateTime.Format(value, DateTimeForm.JiraPlatform, text);
        writer.WriteByte((byte)'"');
        writer.WriteText(text[..length]);
        writer.WriteByte((byte)'"');
    }
}

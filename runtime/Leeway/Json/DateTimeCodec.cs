using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes dates with times.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeCodec : IJsonCodec<DateTimeOffset>
{
    static DateTimeOffset IJsonCodec<DateTimeOffset>.Read(ref JsonModelReader reader) => reader.ReadDateTimeValue();

    static void IJsonCodec<DateTimeOffset>.Write(ref JsonModelWriter writer, DateTimeOffset value) => writer.WriteValue(value);
}

namespace Leeway.Json;

/// <summary>Reads and writes dates with times.</summary>
public readonly struct DateTimeCodec : IJsonCodec<DateTimeOffset>
{
    static DateTimeOffset IJsonCodec<DateTimeOffset>.Read(ref JsonModelReader reader) => reader.ReadDateTimeValue();

    static void IJsonCodec<DateTimeOffset>.Write(ref JsonModelWriter writer, DateTimeOffset value) => writer.WriteValue(value);
}

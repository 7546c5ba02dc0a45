namespace Leeway.Json;

/// <summary>Reads and writes dates.</summary>
public readonly struct DateCodec : IJsonCodec<DateOnly>
{
    static DateOnly IJsonCodec<DateOnly>.Read(ref JsonModelReader reader) => reader.ReadDateValue();

    static void IJsonCodec<DateOnly>.Write(ref JsonModelWriter writer, DateOnly value) => writer.WriteValue(value);
}

namespace Leeway.Json;

/// <summary>Reads and writes GUIDs.</summary>
public readonly struct GuidCodec : IJsonCodec<Guid>
{
    static Guid IJsonCodec<Guid>.Read(ref JsonModelReader reader) => reader.ReadGuidValue();

    static void IJsonCodec<Guid>.Write(ref JsonModelWriter writer, Guid value) => writer.WriteValue(value);
}

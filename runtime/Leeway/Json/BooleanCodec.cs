namespace Leeway.Json;

/// <summary>The JSON literals true and false.</summary>
public readonly struct BooleanCodec : IJsonCodec<bool>
{
    static bool IJsonCodec<bool>.Read(ref JsonModelReader reader) => reader.ReadBooleanValue();

    static void IJsonCodec<bool>.Write(ref JsonModelWriter writer, bool value) => writer.WriteValue(value);
}

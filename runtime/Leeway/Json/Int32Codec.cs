namespace Leeway.Json;

/// <summary>Integers of 32 bits.</summary>
public readonly struct Int32Codec : IJsonCodec<int>
{
    static int IJsonCodec<int>.Read(ref JsonModelReader reader) => reader.ReadInt32Value();

    static void IJsonCodec<int>.Write(ref JsonModelWriter writer, int value) => writer.WriteValue(value);
}

namespace Leeway.Json;

/// <summary>Reads and writes 32-bit integers.</summary>
public readonly struct Int32Codec : IJsonCodec<int>
{
    static int IJsonCodec<int>.Read(ref JsonModelReader reader) => reader.ReadInt32Value();

    static void IJsonCodec<int>.Write(ref JsonModelWriter writer, int value) => writer.WriteValue(value);
}

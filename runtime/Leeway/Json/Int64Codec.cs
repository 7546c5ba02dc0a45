using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes 64-bit integers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int64Codec : IJsonCodec<long>
{
    static long IJsonCodec<long>.Read(ref JsonModelReader reader) => reader.ReadInt64Value();

    static void IJsonCodec<long>.Write(ref JsonModelWriter writer, long value) => writer.WriteValue(value);
}

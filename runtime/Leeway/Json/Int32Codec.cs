using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes 32-bit integers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int32Codec : IJsonCodec<int>
{
    static int IJsonCodec<int>.Read(ref JsonModelReader reader) => reader.ReadInt32Value();

    static void IJsonCodec<int>.Write(ref JsonModelWriter writer, int value) => writer.WriteValue(value);
}

using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes <c>true</c> and <c>false</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanCodec : IJsonCodec<bool>
{
    static bool IJsonCodec<bool>.Read(ref JsonModelReader reader) => reader.ReadBooleanValue();

    static void IJsonCodec<bool>.Write(ref JsonModelWriter writer, bool value) => writer.WriteValue(value);
}

using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes GUIDs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GuidCodec : IJsonCodec<Guid>
{
    static Guid IJsonCodec<Guid>.Read(ref JsonModelReader reader) => reader.ReadGuidValue();

    static void IJsonCodec<Guid>.Write(ref JsonModelWriter writer, Guid value) => writer.WriteValue(value);
}

using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes strings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringCodec : IJsonCodec<string>
{
    static string? IJsonCodec<string>.Read(ref JsonModelReader reader) => reader.ReadString();

    static void IJsonCodec<string>.Write(ref JsonModelWriter writer, string? value) => writer.WriteValue(value);
}

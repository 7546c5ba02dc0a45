using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads ids that are numbers or strings in JSON, and writes them as strings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NumberOrTextIdCodec : IJsonCodec<string>
{
    static string? IJsonCodec<string>.Read(ref JsonModelReader reader) => reader.ReadNumberOrTextId();

    static void IJsonCodec<string>.Write(ref JsonModelWriter writer, string? value) => writer.WriteValue(value);
}

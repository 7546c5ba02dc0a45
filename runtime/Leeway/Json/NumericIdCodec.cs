using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes ids that are text in C# and numbers in JSON.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NumericIdCodec : IJsonCodec<string>
{
    static string? IJsonCodec<string>.Read(ref JsonModelReader reader) => reader.ReadNumericId();

    static void IJsonCodec<string>.Write(ref JsonModelWriter writer, string? value) => writer.WriteNumericId(value);
}

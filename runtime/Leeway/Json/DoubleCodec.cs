using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes double-precision numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleCodec : IJsonCodec<double>
{
    static double IJsonCodec<double>.Read(ref JsonModelReader reader) => reader.ReadDoubleValue();

    static void IJsonCodec<double>.Write(ref JsonModelWriter writer, double value) => writer.WriteValue(value);
}

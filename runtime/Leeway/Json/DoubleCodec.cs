namespace Leeway.Json;

/// <summary>Numbers of double precision.</summary>
public readonly struct DoubleCodec : IJsonCodec<double>
{
    static double IJsonCodec<double>.Read(ref JsonModelReader reader) => reader.ReadDoubleValue();

    static void IJsonCodec<double>.Write(ref JsonModelWriter writer, double value) => writer.WriteValue(value);
}

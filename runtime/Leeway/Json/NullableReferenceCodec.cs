namespace Leeway.Json;

/// <summary>Values of a reference type, or JSON's null.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Reads and writes a value.</typeparam>
public readonly struct NullableReferenceCodec<T, TCodec> : IJsonCodec<T?>
    where T : class
    where TCodec : struct, IJsonCodec<T>
{
    static bool IJsonCodec<T?>.TakesNull => true;

    static T? IJsonCodec<T?>.Read(ref JsonModelReader reader) => reader.IsNull ? null : TCodec.Read(ref reader);

    static void IJsonCodec<T?>.Write(ref JsonModelWriter writer, T? value) => TCodec.Write(ref writer, value);
}

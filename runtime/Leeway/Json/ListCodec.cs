namespace Leeway.Json;

/// <summary>JSON arrays.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Reads and writes an element.</typeparam>
public readonly struct ListCodec<T, TCodec> : IJsonCodec<IReadOnlyList<T>>
    where TCodec : struct, IJsonCodec<T>
{
    static IReadOnlyList<T>? IJsonCodec<IReadOnlyList<T>>.Read(ref JsonModelReader reader) => reader.ReadList<T, TCodec>();

    static void IJsonCodec<IReadOnlyList<T>>.Write(ref JsonModelWriter writer, IReadOnlyList<T>? value) => writer.WriteValue<T, TCodec>(value);
}

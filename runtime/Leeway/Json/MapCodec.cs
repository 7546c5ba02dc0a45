using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes JSON objects whose member names are data.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <typeparam name="TCodec">The codec of a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MapCodec<T, TCodec> : IJsonCodec<IReadOnlyDictionary<string, T>>
    where TCodec : struct, IJsonCodec<T>
{
    static IReadOnlyDictionary<string, T>? IJsonCodec<IReadOnlyDictionary<string, T>>.Read(ref JsonModelReader reader) => reader.ReadMap<T, TCodec>();

    static void IJsonCodec<IReadOnlyDictionary<string, T>>.Write(ref JsonModelWriter writer, IReadOnlyDictionary<string, T>? value) =>
        writer.WriteValue<T, TCodec>(value);
}

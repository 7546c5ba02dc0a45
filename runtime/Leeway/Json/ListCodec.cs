using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes JSON arrays.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <typeparam name="TCodec">The codec of an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ListCodec<T, TCodec> : IJsonCodec<IReadOnlyList<T>>
    where TCodec : struct, IJsonCodec<T>
{
    static IReadOnlyList<T>? IJsonCodec<IReadOnlyList<T>>.Read(ref JsonModelReader reader) => reader.ReadList<T, TCodec>();

    static void IJsonCodec<IReadOnlyList<T>>.Write(ref JsonModelWriter writer, IReadOnlyList<T>? value) => writer.WriteValue<T, TCodec>(value);
}

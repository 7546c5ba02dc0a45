using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes values of a reference type, or JSON null.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <typeparam name="TCodec">The codec of a value that is not null.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NullableReferenceCodec<T, TCodec> : IJsonCodec<T?>
    where T : class
    where TCodec : struct, IJsonCodec<T>
{
    static bool IJsonCodec<T?>.TakesNull => true;

    static T? IJsonCodec<T?>.Read(ref JsonModelReader reader) => reader.IsNull ? null : TCodec.Read(ref reader);

    static void IJsonCodec<T?>.Write(ref JsonModelWriter writer, T? value) => TCodec.Write(ref writer, value);
}

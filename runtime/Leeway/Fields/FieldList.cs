using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A list that a field holds, with the codec of its items.</summary>
internal sealed class FieldList<T, TCodec>(IReadOnlyList<T> items) : IJsonValue<FieldList<T, TCodec>>
    where TCodec : struct, IJsonCodec<T>
{
    public IReadOnlyList<T> Items => items;

    static FieldList<T, TCodec>? IJsonValue<FieldList<T, TCodec>>.Read(ref JsonModelReader reader) =>
        reader.ReadList<T, TCodec>() is { } items ? new FieldList<T, TCodec>(items) : null;

    void IJsonValue.Write(ref JsonModelWriter writer) => writer.WriteValue<T, TCodec>(items);
}

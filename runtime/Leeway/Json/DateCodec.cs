using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes dates.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateCodec : IJsonCodec<DateOnly>
{
    static DateOnly IJsonCodec<DateOnly>.Read(ref JsonModelReader reader) => reader.ReadDateValue();

    static void IJsonCodec<DateOnly>.Write(ref JsonModelWriter writer, DateOnly value) => writer.WriteValue(value);
}

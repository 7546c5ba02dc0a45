using System.ComponentModel;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>Reads and writes values that can read and write themselves: models, open enums, unions, raw JSON.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueCodec<T> : IJsonCodec<T>
    where T : IJsonValue<T>
{
    static T? IJsonCodec<T>.Read(ref JsonModelReader reader) => T.Read(ref reader);

    static void IJsonCodec<T>.Write(ref JsonModelWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            value.Write(ref writer);
        }
    }
}

namespace Leeway.Json;

/// <summary>Values that read and write themselves: models, open enums, alternatives, raw JSON.</summary>
/// <typeparam name="T">The values' type.</typeparam>
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

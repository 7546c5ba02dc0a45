using System.Buffers;
using System.Text.Json;

namespace Leeway.Json;

/// <summary>Reads generated types from UTF-8 JSON and writes them to it.</summary>
public static class JsonModelSerializer
{
    /// <summary>Reads a value that is the whole of a JSON text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="options">How to read; null for <see cref="JsonModelOptions.Default"/>.</param>
    /// <returns>The value; null where the text is JSON's null.</returns>
    /// <exception cref="JsonException">The text is not well-formed, or its value is of another kind than <typeparamref name="T"/>.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> utf8, JsonModelOptions? options = null)
        where T : IJsonValue<T> => Read<T, ValueCodec<T>>(utf8, options);

    /// <inheritdoc cref="Read{T}"/>
    public static T? Read<T, TCodec>(ReadOnlySpan<byte> utf8, JsonModelOptions? options = null)
        where TCodec : struct, IJsonCodec<T> => throw new NotImplementedException();

    /// <summary>Writes a value as UTF-8 JSON, without white space.</summary>
    public static void Write<T>(IBufferWriter<byte> output, T? value)
        where T : IJsonValue<T> => Write<T, ValueCodec<T>>(output, value);

    /// <inheritdoc cref="Write{T}"/>
    public static void Write<T, TCodec>(IBufferWriter<byte> output, T? value)
        where TCodec : struct, IJsonCodec<T> => throw new NotImplementedException();
}

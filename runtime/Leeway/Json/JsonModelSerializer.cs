using System.Buffers;
using System.ComponentModel;
using System.Text.Json;
using Leeway.Generated;

namespace Leeway.Json;

/// <summary>Reads generated types from UTF-8 JSON and writes them as UTF-8 JSON.</summary>
public static class JsonModelSerializer
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a value from a JSON text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="options">How to read; null for <see cref="JsonModelOptions.Default"/>.</param>
    /// <returns>The value; null if the text is JSON null.</returns>
    /// <exception cref="JsonException">
    /// The text is not well-formed, or its value has another shape than <typeparamref name="T"/>.
    /// </exception>
    public static T? Read<T>(ReadOnlySpan<byte> utf8, JsonModelOptions? options = null)
        where T : IJsonValue<T> => Read<T, ValueCodec<T>>(utf8, options);

    /// <inheritdoc cref="Read{T}"/>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">The codec that reads it.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static T? Read<T, TCodec>(ReadOnlySpan<byte> utf8, JsonModelOptions? options = null)
        where TCodec : struct, IJsonCodec<T> => Read<T, TCodec>(utf8, options, out _);

    /// <inheritdoc cref="Read{T}"/>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">The codec that reads it.</typeparam>
    /// <param name="utf8">The text.</param>
    /// <param name="options">How to read; null for <see cref="JsonModelOptions.Default"/>.</param>
    /// <param name="root">Whether the object at the root has declared members.</param>
    internal static T? Read<T, TCodec>(ReadOnlySpan<byte> utf8, JsonModelOptions? options, out RootMembers root)
        where TCodec : struct, IJsonCodec<T>
    {
        if (utf8.StartsWith(ByteOrderMark))
        {
            utf8 = utf8[ByteOrderMark.Length..];
        }

        var reader = new JsonModelReader(utf8, options);

        // The default of a type that reads itself means null. Numbers and similar types have no such default.
        T? value = reader.IsNull && default(T) is null or IJsonValue ? default : TCodec.Read(ref reader);
        root = reader.Root;
        reader.End();
        return value;
    }

    /// <summary>Writes a value as UTF-8 JSON without white space.</summary>
    /// <param name="output">Receives the text.</param>
    /// <param name="value">The value; null is written as JSON null.</param>
    /// <exception cref="JsonException">Models are nested too deeply, perhaps in a cycle.</exception>
    /// <exception cref="ArgumentException">A number is not finite, which JSON cannot represent.</exception>
    public static void Write<T>(IBufferWriter<byte> output, T? value)
        where T : IJsonValue<T> => Write<T, ValueCodec<T>>(output, value);

    /// <inheritdoc cref="Write{T}"/>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">The codec that writes it.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Write<T, TCodec>(IBufferWriter<byte> output, T? value)
        where TCodec : struct, IJsonCodec<T>
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new JsonModelWriter(output);
        TCodec.Write(ref writer, value);
        writer.Flush();
    }

    /// <summary>Writes a value as UTF-8 JSON without white space.</summary>
    /// <inheritdoc cref="Write{T}"/>
    public static byte[] WriteToArray<T>(T? value)
        where T : IJsonValue<T> => WriteToArray<T, ValueCodec<T>>(value);

    /// <inheritdoc cref="WriteToArray{T}"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static byte[] WriteToArray<T, TCodec>(T? value)
        where TCodec : struct, IJsonCodec<T>
    {
        var output = new ArrayBufferWriter<byte>();
        Write<T, TCodec>(output, value);
        return output.WrittenSpan.ToArray();
    }
}

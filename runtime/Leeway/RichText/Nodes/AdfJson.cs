using System.Buffers;
using System.Text;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>Writes JSON as a string.</summary>
internal static class AdfJson
{
    public static string Write<T, TCodec>(T value)
        where TCodec : struct, IJsonCodec<T>
    {
        var output = new ArrayBufferWriter<byte>(1024);
        JsonModelSerializer.Write<T, TCodec>(output, value);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

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
        using var output = new PooledBufferWriter(4096);
        JsonModelSerializer.Write<T, TCodec>(output, value);
        return Encoding.UTF8.GetString(output.Memory.Span);
    }
}

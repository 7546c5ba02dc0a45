using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Calls;

/// <summary>Reads a body that contains a value or is empty.</summary>
internal readonly struct OptionalValueReader<T, TCodec> : IResponseReader<T?>
    where TCodec : struct, IJsonCodec<T>
{
    public static bool TakesAnything => false;

    public static T? Read(HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, JsonModelOptions json) =>
        ResponseBody.ReadValue<T, TCodec>(response, operation, body, json, isOptional: true);
}

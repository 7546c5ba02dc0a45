using Leeway.Json;

namespace Leeway.Calls;

/// <summary>Reads a body that is text.</summary>
internal readonly struct ResponseTextReader : IResponseReader<string>
{
    public static bool TakesAnything => true;

    public static string Read(HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, JsonModelOptions json) =>
        ResponseBody.ReadText(response, operation, body, json);
}

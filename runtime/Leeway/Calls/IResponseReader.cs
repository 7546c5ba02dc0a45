using Leeway.Json;

namespace Leeway.Calls;

/// <summary>
/// Reads the body of a success as the result of a call. Implementations are empty structs that are used as type arguments.
/// </summary>
/// <typeparam name="T">The result's type.</typeparam>
internal interface IResponseReader<T>
{
    /// <summary>Whether the request accepts any content type, and not only JSON.</summary>
    static abstract bool TakesAnything { get; }

    /// <summary>Reads the result.</summary>
    /// <exception cref="UnreadableSuccessException">The body is not what the document declares.</exception>
    static abstract T Read(HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, JsonModelOptions json);
}

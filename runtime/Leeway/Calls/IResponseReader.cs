using Leeway.Json;

namespace Leeway.Calls;

/// <summary>Reads the body of a successful response as the result of a call. Implementations are empty structs, named as type arguments.</summary>
/// <typeparam name="T">The result's type.</typeparam>
internal interface IResponseReader<T>
{
    /// <summary>Whether a body of any type is asked for, or else JSON.</summary>
    static abstract bool TakesAnything { get; }

    /// <summary>Reads the result.</summary>
    /// <exception cref="UnreadableSuccessException">The body is not what is promised.</exception>
    static abstract T Read(HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, JsonModelOptions json);
}

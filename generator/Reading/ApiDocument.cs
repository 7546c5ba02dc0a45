namespace Leeway.Generator.Reading;

/// <summary>The facts of one OpenAPI document: what later stages may know of it.</summary>
/// <remarks>Immutable and value-equal; all strings are the document's and untrusted.</remarks>
/// <param name="BasePath">The path of the first server, without a slash at its end: empty, or such as <c>/wiki/api/v2</c>.</param>
internal sealed record ApiDocument(
    string BasePath,
    EquatableArray<OperationFacts> Operations,
    EquatableArray<NamedSchema> Schemas);

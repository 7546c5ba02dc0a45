namespace Leeway.Generator.Reading;

/// <summary>The facts of one OpenAPI document. Later stages use only these.</summary>
/// <remarks>Immutable, with value equality. All strings come from the document and are untrusted.</remarks>
/// <param name="BasePath">The path of the first server without a trailing slash, such as <c>/wiki/api/v2</c>, or empty.</param>
internal sealed record ApiDocument(
    string BasePath,
    EquatableArray<OperationFacts> Operations,
    EquatableArray<NamedSchema> Schemas);

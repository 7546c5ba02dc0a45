namespace Leeway.Generator.Reading;

/// <summary>The facts of one OpenAPI document: what later stages may know of it.</summary>
/// <remarks>Immutable and value-equal; all strings are the document's and untrusted.</remarks>
/// <param name="BasePath">The path of the first server, without a slash at its end: empty, or such as <c>/wiki/api/v2</c>.</param>
internal sealed record ApiDocument(
    string BasePath,
    EquatableArray<OperationFacts> Operations,
    EquatableArray<NamedSchema> Schemas);

/// <summary>A schema of the document's components.</summary>
internal sealed record NamedSchema(string Name, SchemaFacts Schema);

/// <summary>One operation.</summary>
/// <param name="Path">The path template below the base path.</param>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="OperationId">Empty where the document gives none.</param>
/// <param name="Tag">The first tag; empty where there is none.</param>
/// <param name="ScopeSets">
/// The sets of scopes any one of which lets it be called: those of <c>security</c>, then those of <c>x-atlassian-oauth2-scopes</c>,
/// current ones first.
/// </param>
internal sealed record OperationFacts(
    string Path,
    string Method,
    string OperationId,
    string Tag,
    EquatableArray<ParameterFacts> Parameters,
    BodyFacts? Body,
    EquatableArray<ResponseFacts> Responses,
    EquatableArray<EquatableArray<string>> ScopeSets,
    bool IsDeprecated,
    bool IsExperimental,
    string? Summary,
    string? Description);

/// <summary>A parameter outside the body.</summary>
/// <param name="Location"><c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</param>
/// <param name="IsExploded">Whether an array or object becomes one pair per item.</param>
internal sealed record ParameterFacts(
    string Name,
    string Location,
    bool IsRequired,
    bool IsDeprecated,
    bool IsExploded,
    SchemaFacts Schema,
    string? Description);

/// <summary>A request body.</summary>
internal sealed record BodyFacts(bool IsRequired, EquatableArray<ContentFacts> Content);

/// <summary>A body of one media type.</summary>
internal sealed record ContentFacts(string MediaType, SchemaFacts? Schema);

/// <summary>An answer.</summary>
/// <param name="Status">As the document writes it: <c>200</c>, <c>2XX</c>, <c>default</c>.</param>
internal sealed record ResponseFacts(string Status, EquatableArray<ContentFacts> Content);

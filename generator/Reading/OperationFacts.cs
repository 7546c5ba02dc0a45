namespace Leeway.Generator.Reading;

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
    string? Description)
{
    /// <summary>What the document says about its pages, or null.</summary>
    public PagingFacts? Paging { get; init; }
}

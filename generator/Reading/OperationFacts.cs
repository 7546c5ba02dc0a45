namespace Leeway.Generator.Reading;

/// <summary>An operation of a document.</summary>
/// <param name="Path">The path template, relative to the base path.</param>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="OperationId">The id, or empty if the document has none.</param>
/// <param name="Tag">The first tag, or empty if there is none.</param>
/// <param name="ScopeSets">
/// The sets of scopes, each of which is sufficient for a call: those of <c>security</c>, then those of <c>x-atlassian-oauth2-scopes</c>, with
/// the current ones first.
/// </param>
/// <param name="Repeat">Whether a request may be sent again; null if the document does not say.</param>
/// <param name="RepeatEffect">The effect of a second request, such as <c>adds a second comment</c>; null if the document does not say. Untrusted.</param>
/// <param name="IsReadOnly">Whether the document says that the operation only reads.</param>
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
    RepeatFacts? Repeat,
    string? RepeatEffect,
    bool IsReadOnly,
    string? Summary,
    string? Description)
{
    /// <summary>The paging facts of the document, or null.</summary>
    public PagingFacts? Paging { get; init; }

    /// <summary>The reason why the operation cannot be read, or null if it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Creates an operation that cannot be read, with the reason.</summary>
    public static OperationFacts Unusable(string path, string method, string? id, string? tag, string fault) =>
        new(path, method, id ?? "", tag ?? "", [], null, [], [], IsDeprecated: false, IsExperimental: false, null, null, IsReadOnly: false, null, null) { Fault = fault };
}

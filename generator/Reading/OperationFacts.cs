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
/// <param name="Repeat">Whether a request may be sent a second time; null where the document does not say.</param>
/// <param name="RepeatEffect">What a second request would do, such as <c>adds a second comment</c>; null where the document does not say; untrusted.</param>
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
    /// <summary>What the document says about its pages, or null.</summary>
    public PagingFacts? Paging { get; init; }

    /// <summary>Why the operation cannot be read; null where it can.</summary>
    public string? Fault { get; init; }

    /// <summary>An operation of which no more is known than why it cannot be read.</summary>
    public static OperationFacts Unusable(string path, string method, string? id, string? tag, string fault) =>
        new(path, method, id ?? "", tag ?? "", [], null, [], [], IsDeprecated: false, IsExperimental: false, null, null, IsReadOnly: false, null, null) { Fault = fault };
}

using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>One operation: a method of an interface.</summary>
/// <param name="Id">The document's operationId; untrusted.</param>
/// <param name="MethodName">The C# name with <c>Async</c>, unique in its interface.</param>
/// <param name="Verb">The HTTP method in capitals: one of GET, PUT, POST, DELETE, HEAD, OPTIONS, PATCH.</param>
/// <param name="Route">The path template from the gateway's site root, such as <c>/rest/api/3/issue/{issueIdOrKey}</c>; untrusted.</param>
/// <param name="Parameters">In the order of the signature.</param>
/// <param name="Response">What the method returns; <see cref="TypeReference.Nothing"/> where there is no value.</param>
/// <param name="Statuses">The success statuses of the document, ascending; 3xx only where it is the answer itself.</param>
/// <param name="Headers">Constant headers to send, such as <c>X-Atlassian-Token: no-check</c>.</param>
/// <param name="ClassicScopes">Scopes of the classic kind, of which all are needed; empty where none are told.</param>
/// <param name="GranularScopes">The granular scopes that do instead.</param>
/// <param name="ReferenceUrl">The operation's page in Atlassian's reference, or null.</param>
internal sealed record OperationShape(
    string Id,
    string MethodName,
    string Verb,
    string Route,
    EquatableArray<ParameterShape> Parameters,
    TypeReference Response,
    EquatableArray<int> Statuses,
    EquatableArray<HeaderShape> Headers,
    EquatableArray<string> ClassicScopes,
    EquatableArray<string> GranularScopes,
    bool IsExperimental,
    bool IsDeprecated,
    string? Summary,
    string? Description,
    string? ReferenceUrl)
{
    /// <summary>True where a success may come without the value, as a 204 beside a 200 does: the method then returns null.</summary>
    public bool IsResponseOptional { get; init; }

    /// <summary>What the document says about its pages, or null.</summary>
    public PagingFacts? PagingFacts { get; init; }

    /// <summary>Whether a request may be sent a second time when the outcome of the first is unknown; null for HTTP's own rule.</summary>
    public RepeatFacts? Repeat { get; init; }

    /// <summary>What a second request would do, such as <c>adds a second comment</c>; null where the document does not say; untrusted.</summary>
    public string? RepeatEffect { get; init; }

    /// <summary>Whether the operation changes nothing although its method is one that may.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How its pages are asked for.</summary>
    public PagingStyle Paging { get; init; }

    /// <summary>The name of the method that reads all pages, unique in its interface's tag.</summary>
    public string EnumeratorName { get; init; } = "";

    /// <summary>How that method reads them; null where there is none.</summary>
    public EnumerationShape? Enumeration { get; init; }

    /// <summary>Why an operation that seems to be paged has none; otherwise null.</summary>
    public string? UnpagedReason { get; init; }
}

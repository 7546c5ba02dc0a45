using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>An operation, which is a method of an interface.</summary>
/// <param name="Id">The operationId in the document. Untrusted.</param>
/// <param name="MethodName">The C# name with <c>Async</c>, unique in its interface.</param>
/// <param name="Verb">The HTTP method in capitals: one of GET, PUT, POST, DELETE, HEAD, OPTIONS, PATCH.</param>
/// <param name="Route">The path template, relative to the site, such as <c>/rest/api/3/issue/{issueIdOrKey}</c>. Untrusted.</param>
/// <param name="Parameters">The parameters, in the order of the signature.</param>
/// <param name="Response">The type that the method returns; <see cref="TypeReference.Nothing"/> if there is no value.</param>
/// <param name="Statuses">The success statuses in the document, in ascending order. A 3xx status is included only if the document has no 2xx status.</param>
/// <param name="Headers">Constant headers to send, such as <c>X-Atlassian-Token: no-check</c>.</param>
/// <param name="ClassicScopes">The classic scopes, all of which are needed; empty if the document lists none.</param>
/// <param name="GranularScopes">The granular scopes, which are sufficient instead.</param>
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
    /// <summary>Whether a success may have no value, such as a 204 in addition to a 200. The method then returns null.</summary>
    public bool IsResponseOptional { get; init; }

    /// <summary>The paging facts of the document, or null.</summary>
    public PagingFacts? PagingFacts { get; init; }

    /// <summary>Whether a request may be sent again if the outcome of the first one is unknown; null for the rule of HTTP.</summary>
    public RepeatFacts? Repeat { get; init; }

    /// <summary>The effect of a second request, such as <c>adds a second comment</c>; null if the document does not say. Untrusted.</summary>
    public string? RepeatEffect { get; init; }

    /// <summary>Whether the operation only reads, although its HTTP method usually changes data.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How its pages are requested.</summary>
    public PagingKind Paging { get; init; }

    /// <summary>The name of the method that reads all pages, unique in the tag.</summary>
    public string EnumeratorName { get; init; } = "";

    /// <summary>How that method reads the pages; null if there is no such method.</summary>
    public EnumerationShape? Enumeration { get; init; }

    /// <summary>The reason why an operation that seems to be paged has no such method; otherwise null.</summary>
    public string? UnpagedReason { get; init; }
}

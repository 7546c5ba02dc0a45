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
    bool IsIdempotent,
    PagingStyle Paging,
    string? Summary,
    string? Description,
    string? ReferenceUrl)
{
    /// <summary>True where a success may come without the value, as a 204 beside a 200 does: the method then returns null.</summary>
    public bool IsResponseOptional { get; init; }

    /// <summary>The name of the method that reads all pages, unique in its interface's tag.</summary>
    public string EnumeratorName { get; init; } = "";

    /// <summary>How that method reads them; null where there is none.</summary>
    public EnumerationShape? Enumeration { get; init; }

    /// <summary>Why an operation that seems to be paged has none; otherwise null.</summary>
    public string? UnpagedReason { get; init; }
}

/// <summary>A constant header.</summary>
internal sealed record HeaderShape(string Name, string Value);

/// <summary>A parameter of a method, the body among them.</summary>
/// <param name="WireName">The name on the wire; untrusted. For a body: <c>body</c>.</param>
/// <param name="Name">The C# name, unique in the method.</param>
/// <param name="Place">Where it goes.</param>
/// <param name="Form">How an array is written in a query.</param>
/// <param name="IsRequired">Required parameters are not nullable and have no default; the others are nullable and default to null.</param>
/// <param name="MediaType">For a body, its content type.</param>
internal sealed record ParameterShape(
    string WireName,
    string Name,
    ParameterPlace Place,
    TypeReference Type,
    ArrayForm Form,
    bool IsRequired,
    bool IsDeprecated,
    string? MediaType,
    string? Default,
    string? Summary);

internal enum ParameterPlace
{
    Path,
    Query,
    Header,

    /// <summary>The whole body: JSON, or the bytes of a <see cref="TypeKind.Upload"/>.</summary>
    Body,

    /// <summary>One part of a multipart body, named by <see cref="ParameterShape.WireName"/>.</summary>
    Part,

    /// <summary>A query made of a map's entries.</summary>
    QueryMap,
}

internal enum ArrayForm
{
    /// <summary>No array.</summary>
    None,

    /// <summary><c>a=1&amp;a=2</c>.</summary>
    Exploded,

    /// <summary><c>a=1,2</c>.</summary>
    Comma,
}

/// <summary>How an operation pages, as far as its parameters and answer tell.</summary>
internal enum PagingStyle
{
    None,

    /// <summary><c>startAt</c> and <c>maxResults</c>.</summary>
    Offset,

    /// <summary><c>nextPageToken</c>.</summary>
    Token,

    /// <summary><c>start</c> and <c>limit</c>, <c>isLastPage</c> or links.</summary>
    StartLimit,

    /// <summary><c>cursor</c>, with the next one in <c>_links.next</c> or the <c>Link</c> header.</summary>
    Cursor,
}

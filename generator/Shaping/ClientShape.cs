using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>The code that is generated for one document.</summary>
internal sealed record ClientShape(
    ApiShape Api,
    EquatableArray<InterfaceShape> Interfaces,
    EquatableArray<TypeShape> Types)
{
    /// <summary>The name of the registration that contains the login; null for the one to which the application adds the API.</summary>
    public string? Login { get; init; }

    /// <summary>The facts that the client of the product needs. An edit of an operation does not change them.</summary>
    public RootShape Root => new(Api, Interfaces.Select(static i => i.ToReference()).ToEquatableArray()) { Login = Login };

    /// <summary>The types, grouped by initial into files. The compiler's work on each keystroke grows with the number of files.</summary>
    public IEnumerable<TypeFileShape> TypeFiles => Types
        .GroupBy(static t => char.ToUpperInvariant(t.Name[0]))
        .Select(g => new TypeFileShape(Api, g.Key == '_' ? "Other" : g.Key.ToString(), g.ToEquatableArray()));
}

/// <summary>The code that is generated for a document, with the diagnostics.</summary>
internal sealed record ShapeResult(ClientShape Client, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>The facts that every file of a product needs.</summary>
/// <param name="Namespace">The C# namespace of the generated code, such as <c>Leeway.Jira</c>. It consists of identifiers.</param>
/// <param name="Product">The product's C# name, such as <c>JiraSoftware</c>.</param>
/// <param name="Gateway">The gateway's name for the product of operations at a site: <c>jira</c> or <c>confluence</c>; empty if there are none.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="IsJiraPlatform">Whether the API accepts times only without a colon in their offset.</param>
internal sealed record ApiShape(string Namespace, string Product, string Gateway, string Accessibility, bool IsJiraPlatform = false);

/// <summary>The product's client, with a property for each interface.</summary>
internal sealed record RootShape(ApiShape Api, EquatableArray<InterfaceReference> Interfaces)
{
    /// <summary>The name of the registration that contains the login; null for the one to which the application adds the API.</summary>
    public string? Login { get; init; }
}

/// <summary>The facts about an interface that the product's client needs.</summary>
/// <param name="InterfaceName">The name of the interface, such as <c>IIssuesApi</c>.</param>
/// <param name="ClientName">The name of the implementing class, such as <c>IssuesApi</c>.</param>
/// <param name="PropertyName">The property of the product's client, such as <c>Issues</c>.</param>
internal sealed record InterfaceReference(string Tag, string InterfaceName, string ClientName, string PropertyName);

/// <summary>An interface for a tag of the document, with a method for each operation.</summary>
internal sealed record InterfaceShape(
    ApiShape Api,
    string Tag,
    string InterfaceName,
    string ClientName,
    string PropertyName,
    EquatableArray<OperationShape> Operations)
{
    /// <summary>The long-running tasks whose state one of the operations reads, or null.</summary>
    public LongTaskShape? LongTask { get; init; }

    /// <summary>The methods for what people look for.</summary>
    public EquatableArray<ShortcutShape> Shortcuts { get; init; }

    public InterfaceReference ToReference() => new(Tag, InterfaceName, ClientName, PropertyName);
}

/// <summary>An operation, which is a method of an interface.</summary>
/// <param name="Id">The operationId in the document. Untrusted.</param>
/// <param name="MethodName">The C# name with <c>Async</c>, unique in its interface.</param>
/// <param name="Verb">The HTTP method in capitals: one of GET, PUT, POST, DELETE, HEAD, OPTIONS, PATCH.</param>
/// <param name="Route">The path template, relative to the site or the server, such as <c>/rest/api/3/issue/{issueIdOrKey}</c>. Untrusted.</param>
/// <param name="Parameters">The parameters, in the order of the signature.</param>
/// <param name="Response">The type that the method returns; <see cref="TypeReference.Nothing"/> if there is no value.</param>
/// <param name="Statuses">The success statuses in the document, in ascending order. A 3xx status is included only if the document has no 2xx status, or if the operation starts a task.</param>
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
    /// <summary>The address before the route, such as <c>https://api.bitbucket.org/2.0</c>; null for a site.</summary>
    public string? Server { get; init; }

    /// <summary>Whether a success may have no value, such as a 204 in addition to a 200. The method then returns null.</summary>
    public bool IsResponseOptional { get; init; }

    /// <summary>What to use instead of a deprecated operation, such as <c>IPrioritiesApi.SearchPrioritiesAsync</c>; null if the document does not say. Untrusted.</summary>
    public string? Successor { get; init; }

    /// <summary>The paging facts of the document, or null.</summary>
    public PagingFacts? PagingFacts { get; init; }

    /// <summary>How the operation reports the state of a long-running task, or null.</summary>
    public LongTaskFacts? LongTaskFacts { get; init; }

    /// <summary>The shortcut that the operation offers, or null.</summary>
    public ShortcutFacts? Shortcut { get; init; }

    /// <summary>The long-running task that the operation starts, or null.</summary>
    public LongTaskStartFacts? LongTaskStart { get; init; }

    /// <summary>Whether a request may be sent again if the outcome of the first one is unknown; null for the rule of HTTP.</summary>
    public RepeatFacts? Repeat { get; init; }

    /// <summary>The effect of a second request, such as <c>adds a second comment</c>; null if the document does not say. Untrusted.</summary>
    public string? RepeatEffect { get; init; }

    /// <summary>Whether the operation only reads, although its HTTP method usually changes data.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the result is an HTML page.</summary>
    public bool IsHtml { get; init; }

    /// <summary>How its pages are requested.</summary>
    public PagingKind Paging { get; init; }

    /// <summary>The name of the method that reads all pages, unique in the tag; empty if the operation cannot have pages.</summary>
    public string EnumeratorName { get; init; } = "";

    /// <summary>How that method reads the pages; null if there is no such method.</summary>
    public EnumerationShape? Enumeration { get; init; }

    /// <summary>The reason why an operation that seems to be paged has no such method; otherwise null.</summary>
    public string? UnpagedReason { get; init; }

    /// <summary>
    /// Returns the overload whose queries are of the types that quote values. It requires them, so that a call without a query is not
    /// ambiguous. Null if the operation has no query.
    /// </summary>
    public OperationShape? WithTypedQueries() => Parameters.All(static p => p.Language == QueryLanguage.None)
        ? null
        : this with { Parameters = ParameterShape.Order(Parameters.Select(static p => p.WithTypedQuery())).ToEquatableArray() };
}

/// <summary>A parameter of a method. The body is a parameter, too.</summary>
/// <param name="WireName">The name in the request, or <c>body</c> for the body. Untrusted.</param>
/// <param name="Name">The C# name, unique in the method.</param>
/// <param name="Place">The place in the request.</param>
/// <param name="Form">How an array is written in a query.</param>
/// <param name="IsRequired">Whether the parameter is required. Required parameters are not nullable and have no default. The others are nullable and default to null.</param>
/// <param name="MediaType">The content type of a body; otherwise null.</param>
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
    string? Summary)
{
    /// <summary>The language of a query in a string; otherwise none.</summary>
    public QueryLanguage Language { get; init; }

    /// <summary>Orders parameters: path, other required ones, body, optional ones.</summary>
    public static IEnumerable<ParameterShape> Order(IEnumerable<ParameterShape> parameters)
    {
        static int GetRank(ParameterShape p) => p switch
        {
            { Place: ParameterPlace.Path } => 0,
            { IsRequired: true, Place: ParameterPlace.Body or ParameterPlace.Part } => 2,
            { IsRequired: true } => 1,
            { Place: ParameterPlace.Body } => 3,
            _ => 4,
        };

        return parameters.OrderBy(GetRank);
    }

    /// <summary>Returns the parameter with the type of its query, as a required one; unchanged if it is not a query.</summary>
    public ParameterShape WithTypedQuery() => Language switch
    {
        QueryLanguage.Jql => this with { Type = TypeReference.Jql, IsRequired = true },
        QueryLanguage.Cql => this with { Type = TypeReference.Cql, IsRequired = true },
        _ => this,
    };
}

/// <summary>The place of an argument in the request.</summary>
internal enum ParameterPlace
{
    Path,
    Query,
    Header,

    /// <summary>The whole body: JSON, or the bytes of a <see cref="TypeKind.Upload"/>.</summary>
    Body,

    /// <summary>One part of a multipart body, named by <see cref="ParameterShape.WireName"/>.</summary>
    Part,

    /// <summary>The entries of a map, as query parameters.</summary>
    QueryMap,
}

/// <summary>How an array is written in a query.</summary>
internal enum ArrayForm
{
    /// <summary>The value is not an array.</summary>
    None,

    /// <summary><c>a=1&amp;a=2</c>.</summary>
    Exploded,

    /// <summary><c>a=1,2</c>.</summary>
    Comma,
}

/// <summary>A constant header.</summary>
internal sealed record HeaderShape(string Name, string Value);

/// <summary>How all pages of an operation are read.</summary>
/// <param name="Style">How the next page is requested.</param>
/// <param name="Position">The parameter that requests the next page; the body if <paramref name="BodyMember"/> is set.</param>
/// <param name="BodyMember">The property of the body that requests the next page, or null.</param>
/// <param name="IsSetByCaller">Whether callers pass a value for the first page, such as the time from which changes are read.</param>
/// <param name="Window">How the server divides the list into pages, if <paramref name="Style"/> is <see cref="EnumerationStyle.Window"/>.</param>
/// <param name="Page">The members of a page.</param>
/// <param name="LinkedPosition">If pages have tokens, the parameter of a position that links may contain instead; otherwise null.</param>
internal sealed record EnumerationShape(
    EnumerationStyle Style,
    ParameterShape Position,
    PropertyShape? BodyMember,
    bool IsSetByCaller,
    WindowShape? Window,
    PageMembers Page,
    ParameterShape? LinkedPosition = null);

internal enum EnumerationStyle
{
    /// <summary>A page begins after the items of the previous pages.</summary>
    Position,

    /// <summary>Each page has a token of the next one.</summary>
    Token,

    /// <summary>A page begins after the positions that the previous pages cover.</summary>
    Window,
}

/// <summary>The long-running tasks whose state an operation reads.</summary>
/// <param name="Reader">The operation.</param>
/// <param name="Id">Its parameter with the id of the task.</param>
/// <param name="Status">The member of its response with the status; empty if <paramref name="Finished"/> is set.</param>
/// <param name="Finished">The member that says whether the task has ended; empty if <paramref name="Status"/> is set.</param>
/// <param name="Successful">The member that says whether a task that has ended was successful; set with <paramref name="Finished"/>.</param>
/// <param name="Percent">The member with the percentage; may be empty.</param>
/// <param name="Message">The member with the message; may be empty.</param>
/// <param name="Error">The member that says why the task failed; may be empty.</param>
/// <param name="Result">The member with the result; empty if the whole response is the result.</param>
/// <param name="Cancel">The operation that cancels a task; null if there is none, or if it is not selected.</param>
/// <param name="Starts">The types from which tasks are created.</param>
internal sealed record LongTaskShape(
    OperationShape Reader,
    ParameterShape Id,
    MemberPath Status,
    MemberPath Finished,
    MemberPath Successful,
    MemberPath Percent,
    MemberPath Message,
    MemberPath Error,
    MemberPath Result,
    OperationShape? Cancel,
    EquatableArray<LongTaskStartShape> Starts)
{
    /// <summary>The type of the result.</summary>
    public TypeReference ResultType => Result.Last?.Type ?? Reader.Response;
}

/// <summary>A type from which tasks are created: the response of operations that start one.</summary>
/// <param name="Answer">The type.</param>
/// <param name="Id">The member with the id of the task; empty if the response is the id, or an address that ends with it.</param>
/// <param name="ResultType">The type of the result, if the response declares it more precisely than the operation that reads the task; otherwise null.</param>
/// <param name="Methods">The methods that return the type, each with its interface.</param>
internal sealed record LongTaskStartShape(TypeReference Answer, MemberPath Id, TypeReference? ResultType, EquatableArray<string> Methods);

/// <summary>A method for what people look for, which calls one or more operations of an interface.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Operation">The operation with the extension.</param>
/// <param name="Find">The operation that finds what is changed, or null.</param>
/// <param name="Update">The operation that updates what was found, or null.</param>
/// <param name="Parameters">The parameters that it sets, in an order that depends on the kind.</param>
/// <param name="Members">The members that it reads and sets, in an order that depends on the kind.</param>
internal sealed record ShortcutShape(
    ShortcutKind Kind,
    OperationShape Operation,
    OperationShape? Find,
    OperationShape? Update,
    EquatableArray<ParameterShape> Parameters,
    EquatableArray<MemberPath> Members)
{
    /// <summary>The name of the method.</summary>
    public string MethodName => Kind switch
    {
        ShortcutKind.TransitionByName => "TransitionIssueAsync",
        ShortcutKind.UserByEmail => "FindUserByEmailAsync",
        ShortcutKind.CommentFromText => "AddCommentAsync",
        ShortcutKind.PageByTitle => "GetPageByTitleAsync",
        _ => "CreateOrUpdatePageAsync",
    };

    /// <summary>The operations that it calls, in this order.</summary>
    public IEnumerable<OperationShape> Operations => new[] { Find, Operation, Update }.OfType<OperationShape>();

    /// <summary>The scopes that all its operations need. A way that one of them does not have is empty.</summary>
    public (EquatableArray<string> Classic, EquatableArray<string> Granular) Scopes => (Combine(static o => o.ClassicScopes), Combine(static o => o.GranularScopes));

    private EquatableArray<string> Combine(System.Func<OperationShape, EquatableArray<string>> select)
    {
        List<OperationShape> scoped = [.. Operations.Where(static o => !o.ClassicScopes.IsEmpty || !o.GranularScopes.IsEmpty)];
        return scoped.Exists(o => select(o).IsEmpty) ? [] : scoped.SelectMany(o => select(o)).Distinct().ToEquatableArray();
    }
}

/// <summary>A property, and the properties that contain it: from the outermost to the innermost. Empty if there is none.</summary>
internal sealed record MemberPath(EquatableArray<PropertyShape> Properties)
{
    public static MemberPath None { get; } = new(default(EquatableArray<PropertyShape>));

    public bool IsEmpty => Properties.IsEmpty;

    /// <summary>The outermost property, or null.</summary>
    public PropertyShape? First => Properties.IsEmpty ? null : Properties[0];

    /// <summary>The innermost property, or null.</summary>
    public PropertyShape? Last => Properties.IsEmpty ? null : Properties[Properties.Count - 1];
}

/// <summary>How a server divides a list into pages, if the response contains nothing but the items.</summary>
/// <param name="Size">The parameter with the number of positions of a page.</param>
/// <param name="Facts">The facts in the document.</param>
internal sealed record WindowShape(ParameterShape Size, WindowFacts Facts);

/// <summary>The members of a page.</summary>
/// <param name="Item">The type of the items.</param>
/// <param name="Envelope">The property of the response with the page, or null if the response is the page.</param>
/// <param name="Items">The property with the items, or null if the page is the list itself.</param>
/// <param name="IsLast">The property that indicates the last page, or null.</param>
/// <param name="Total">The property with the number of all items, or null.</param>
/// <param name="Size">The property with the maximum number of items of a page, or null.</param>
/// <param name="NextHolder">The property that contains <paramref name="Next"/>; null if the page does.</param>
/// <param name="Next">The property with the token of the next page, or null.</param>
/// <param name="Links">The property with the links; null if there is none, or if the page contains <paramref name="NextLink"/>.</param>
/// <param name="NextLink">The link to the next page; null if there is none, or if the links are a map.</param>
/// <param name="IsItemPage">Whether the page has the generic type, whose property returns an empty list if the JSON has none.</param>
/// <param name="IsLastMayBeWrong">Whether <paramref name="IsLast"/> is reliable only if it indicates that more items follow.</param>
internal sealed record PageMembers(
    TypeReference Item,
    PropertyShape? Envelope = null,
    PropertyShape? Items = null,
    PropertyShape? IsLast = null,
    PropertyShape? Total = null,
    PropertyShape? Size = null,
    PropertyShape? NextHolder = null,
    PropertyShape? Next = null,
    PropertyShape? Links = null,
    PropertyShape? NextLink = null,
    bool IsItemPage = false,
    bool IsLastMayBeWrong = false)
{
    /// <summary>Whether a page without a link to the next one is the last.</summary>
    public bool HasLinks => Links is not null || NextLink is not null;

    /// <summary>The property that leads to the next page: its token, the link to it, or the links; null if the page has none of them.</summary>
    public PropertyShape? Lead => Next ?? NextLink ?? Links;
}

/// <summary>The types in one file.</summary>
/// <param name="Initial">The first character of their names.</param>
internal sealed record TypeFileShape(ApiShape Api, string Initial, EquatableArray<TypeShape> Types);

/// <summary>A generated type. Each shape contains everything that its file needs, so an unrelated change does not affect it.</summary>
/// <param name="Api">The product that the type belongs to.</param>
/// <param name="Name">The C# name, unique in the product's namespace.</param>
/// <param name="Summary">The description in the document, or null. Untrusted.</param>
internal abstract record TypeShape(ApiShape Api, string Name, string? Summary);

/// <summary>A sealed partial class with a property for each member of an object schema.</summary>
/// <param name="Properties">The properties, in the order of the document.</param>
/// <param name="Union">The abstract union class that it derives from, with its value of the discriminator; null if there is none.</param>
/// <param name="IsRequestOnly">
/// Whether no response contains the model. Its required members are then C# <c>required</c> members.
/// </param>
internal sealed record ModelShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<PropertyShape> Properties,
    UnionMembership? Union,
    bool IsRequestOnly,
    bool IsDeprecated) : TypeShape(Api, Name, Summary)
{
    /// <summary>The property with a text that alone makes the model rich text, so that rich text converts to the model; otherwise null.</summary>
    public PropertyShape? RichText
    {
        get
        {
            PropertyShape? text = Properties.FirstOrDefault(static p => p.Document is { FormatMember: >= 0 });
            bool needsMore = IsRequestOnly && Properties.Where((p, i) => p.IsRequired && p != text && i != text?.Document!.FormatMember).Any();
            return needsMore ? null : text;
        }
    }
}

/// <summary>A member of an object.</summary>
/// <param name="WireName">The name in the JSON. Untrusted.</param>
/// <param name="Name">
/// The C# name. It is unique in the type, and differs from the name of the type and from the inherited members: those of <c>object</c>,
/// <c>UnknownMembers</c>, <c>JsonMemberNames</c>, <c>ReadJsonMember</c>, <c>WriteJsonMembers</c> and <c>OnJsonMemberAssigned</c>. In a page,
/// it also differs from <c>T</c>.
/// </param>
/// <param name="Type">The type of the value. Every property is nullable, because servers omit members that the document declares as required.</param>
/// <param name="IsRequired">Whether the document declares the member as required.</param>
/// <param name="IsClearedByNull">Whether null is sent if it is assigned, because it clears the value on the server.</param>
internal sealed record PropertyShape(
    string WireName,
    string Name,
    TypeReference Type,
    bool IsRequired,
    bool IsReadOnly,
    bool IsDeprecated,
    bool IsClearedByNull,
    string? Summary)
{
    /// <summary>The property that reads and writes the text of this one as rich text, or null.</summary>
    public DocumentShape? Document { get; init; }
}

/// <summary>A property that reads and writes the text of another one as rich text.</summary>
/// <param name="Name">The C# name, unique in the type.</param>
/// <param name="FormatMember">The number of the property that states the format of the text; -1 if the text is always rich text.</param>
/// <param name="FormatValue">The value of that property if the text is rich text. Untrusted.</param>
internal sealed record DocumentShape(string Name, int FormatMember, string FormatValue);

/// <summary>
/// The product's generic page type: a class <c>Page&lt;T&gt;</c> with the members of the envelopes that it replaces. The property whose type
/// is a list of <see cref="ItemPlaceholder"/> contains the items.
/// </summary>
internal sealed record PageShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<PropertyShape> Properties,
    EquatableArray<TypeReference> ItemTypes) : TypeShape(Api, Name, Summary)
{
    /// <summary>The placeholder for <c>T</c> in the type of the property with the items.</summary>
    public static readonly TypeReference ItemPlaceholder = new(TypeKind.Model, "T");
}

/// <summary>A readonly struct that holds a string, with the known values as static members.</summary>
internal sealed record OpenEnumShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<EnumValueShape> Values) : TypeShape(Api, Name, Summary);

/// <summary>A known value of an open enum.</summary>
/// <param name="Name">
/// The static member's C# name. It is unique in the type, and differs from the name of the type, the members of <c>object</c> and <c>Value</c>.
/// </param>
/// <param name="Value">The value as it is sent and received. Untrusted.</param>
internal sealed record EnumValueShape(string Name, string Value);

/// <summary>An abstract class whose subtypes are identified by a discriminator.</summary>
/// <param name="Discriminator">The name of the discriminator in the JSON. Untrusted.</param>
/// <param name="Branches">Each value of the discriminator with the model that it selects. Several values can select one model.</param>
internal sealed record UnionShape(
    ApiShape Api,
    string Name,
    string? Summary,
    string Discriminator,
    EquatableArray<UnionBranch> Branches) : TypeShape(Api, Name, Summary);

/// <summary>A value of a discriminator and the model that it selects.</summary>
internal sealed record UnionBranch(string Value, string ModelName);

/// <summary>The facts that a model needs about its union.</summary>
/// <param name="BaseName">The C# name of the abstract class.</param>
/// <param name="Discriminator">The name of the discriminator in the JSON.</param>
/// <param name="Value">The value of the discriminator that is written if the model's property is null.</param>
internal sealed record UnionMembership(string BaseName, string Discriminator, string Value);

/// <summary>A readonly struct that holds JSON of one of several shapes without a discriminator, with a method to read it as each.</summary>
internal sealed record AlternativesShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<AlternativeShape> Alternatives) : TypeShape(Api, Name, Summary);

/// <summary>One of the shapes of an <see cref="AlternativesShape"/>.</summary>
/// <param name="Name">The C# name, unique in the type. The method that reads the shape is <c>As{Name}</c>.</param>
/// <param name="Type">The type that the method returns.</param>
/// <param name="IsRichText">Whether the type is rich text, or a model to which rich text converts.</param>
internal sealed record AlternativeShape(string Name, TypeReference Type, bool IsRichText = false);

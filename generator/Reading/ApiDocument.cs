using System;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Servers;

namespace Leeway.Generator.Reading;

/// <summary>The facts of one OpenAPI document. Later stages use only these.</summary>
/// <remarks>Immutable, with value equality. All strings come from the document and are untrusted.</remarks>
/// <param name="Servers">The servers of operations without servers of their own, in the order of the document.</param>
internal sealed record ApiDocument(
    EquatableArray<ServerFacts> Servers,
    EquatableArray<OperationFacts> Operations,
    EquatableArray<NamedSchema> Schemas);

/// <summary>The result of reading a document: its facts, or null if it cannot be read, and the diagnostics.</summary>
internal sealed record DocumentResult(string Path, ApiDocument? Document, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static DocumentResult CreateFailed(DiagnosticInfo diagnostic) => new(diagnostic.Path, null, [diagnostic]);
}

/// <summary>An operation of a document.</summary>
/// <param name="Path">The path template, relative to the path of the server.</param>
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
    /// <summary>The servers of the operation or of its path; empty for those of the document.</summary>
    public EquatableArray<ServerFacts> Servers { get; init; }

    /// <summary>The paging facts of the document, or null.</summary>
    public PagingFacts? Paging { get; init; }

    /// <summary>The name that the document gives the method, without <c>Async</c>: a valid identifier, or null.</summary>
    public string? Name { get; init; }

    /// <summary>How the operation reports the state of a long-running task, or null if it does not read one.</summary>
    public LongTaskFacts? LongTask { get; init; }

    /// <summary>The task that the operation starts, or null.</summary>
    public LongTaskStartFacts? StartsLongTask { get; init; }

    /// <summary>The shortcut that the operation offers, or null.</summary>
    public ShortcutFacts? Shortcut { get; init; }

    /// <summary>What replaces a deprecated operation: the id of an operation, or a tag; null if the document does not say. Untrusted.</summary>
    public string? Successor { get; init; }

    /// <summary>The reason why the operation cannot be read, or null if it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Creates an operation that cannot be read, with the reason.</summary>
    public static OperationFacts CreateUnusable(string path, string method, string? id, string? tag, string fault) =>
        new(path, method, id ?? "", tag ?? "", [], null, [], [], IsDeprecated: false, IsExperimental: false, null, null, IsReadOnly: false, null, null) { Fault = fault.TrimEnd(' ', '.') };
}

/// <summary>A parameter outside the body.</summary>
/// <param name="Location"><c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</param>
/// <param name="IsExploded">Whether an array or object is sent as one pair for each item.</param>
internal sealed record ParameterFacts(
    string Name,
    string Location,
    bool IsRequired,
    bool IsDeprecated,
    bool IsExploded,
    SchemaFacts Schema,
    string? Description)
{
    /// <summary>The language of the query that the parameter contains, if the document says so.</summary>
    public QueryLanguage Language { get; init; }
}

/// <summary>The language of a query in a parameter: the content of <c>x-leeway-type</c>.</summary>
internal enum QueryLanguage
{
    None,

    /// <summary>The Jira Query Language.</summary>
    Jql,

    /// <summary>The Confluence Query Language.</summary>
    Cql,
}

/// <summary>A request body.</summary>
internal sealed record BodyFacts(bool IsRequired, EquatableArray<ContentFacts> Content);

/// <summary>A response.</summary>
/// <param name="Status">The status as in the document, such as <c>200</c>, <c>2XX</c> or <c>default</c>.</param>
internal sealed record ResponseFacts(string Status, EquatableArray<ContentFacts> Content)
{
    /// <summary>Whether it describes every success status without a separate response.</summary>
    public bool IsSuccessRange => Status.Equals("2XX", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it describes every status without a separate response.</summary>
    public bool IsDefault => Status == "default";
}

/// <summary>A body of one media type.</summary>
/// <param name="MediaType">The media type as in the document, with its parameters.</param>
internal sealed record ContentFacts(string MediaType, SchemaFacts? Schema)
{
    /// <summary>The media type without its parameters, in lower case.</summary>
    public string Essence { get; } = MediaType.Split(';')[0].Trim().ToLowerInvariant();
}

/// <summary>The content of <c>x-leeway-paging</c>: paging facts that the parameters and the response of an operation do not show. Untrusted.</summary>
/// <param name="Items">The member with the items, if the response has several lists.</param>
/// <param name="Position">The query parameter that requests the next page, if its name does not show that.</param>
/// <param name="Next">The member of the response with the next value of <paramref name="Position"/>. A dot separates it from the member that contains it.</param>
/// <param name="Link">The member of the response with a link whose query has that value, if its name does not show that. Written as <paramref name="Next"/>.</param>
/// <param name="Last">The member of the response that marks the last page.</param>
/// <param name="Window">How the server divides a list into pages, if the response contains nothing but the items.</param>
/// <param name="Single">Set if the response is one page and no method reads the other pages.</param>
internal sealed record PagingFacts(string? Items, string? Position, string? Next, string? Link, string? Last, WindowFacts? Window, SinglePageFacts? Single);

/// <summary>Pages that cover a range of positions and may have any number of items.</summary>
/// <param name="Size">The query parameter with the number of positions of a page.</param>
/// <param name="Usual">The number of positions of a page by default.</param>
/// <param name="MaxSize">The maximum number of positions of a page, or null.</param>
/// <param name="Bound">The first position that the server does not search, or null.</param>
/// <param name="IsFiltered">Whether the server filters the items after it has divided the list into pages.</param>
/// <param name="Instead">The id of the operation that returns all items, or null.</param>
internal sealed record WindowFacts(string Size, int Usual, int? MaxSize, int? Bound, bool IsFiltered, string? Instead);

/// <summary>A response that is one page of a list, if no method reads the other pages.</summary>
/// <param name="MaxItems">The maximum number of items: a number, or the parameter that sets it; null if the document does not say.</param>
/// <param name="IsEach">Whether the maximum applies to each list in the response.</param>
/// <param name="Instead">The id of an operation that returns all items, or null.</param>
/// <param name="Parameter">The parameter by which callers request the next page, or null.</param>
/// <param name="Member">The member of an item with the value of that parameter, or null.</param>
/// <param name="IsFromFirst">Whether the value comes from the first item of the page, not from the last.</param>
internal sealed record SinglePageFacts(string? MaxItems, bool IsEach, string? Instead, string? Parameter, string? Member, bool IsFromFirst);

/// <summary>The content of <c>x-leeway-task</c>: how an operation reports the state of a long-running task. Untrusted.</summary>
/// <remarks>A dot separates a member of the response from the one that contains it, such as <c>errors.translation</c>.</remarks>
/// <param name="Id">The parameter with the id of the task.</param>
/// <param name="Status">The member with the status, or null if <paramref name="Finished"/> is set.</param>
/// <param name="Finished">The member that says whether the task has ended, or null if <paramref name="Status"/> is set.</param>
/// <param name="Successful">The member that says whether a task that has ended was successful; set with <paramref name="Finished"/>.</param>
/// <param name="Percent">The member with the percentage, or null.</param>
/// <param name="Message">The member with the message, or null.</param>
/// <param name="Error">The member that says why the task failed, or null.</param>
/// <param name="Result">The member with the result; null if the whole response is the result.</param>
/// <param name="Cancel">The id of the operation that cancels a task, or null.</param>
/// <param name="KeptDays">The number of days for which tasks are kept; null if it is not known.</param>
internal sealed record LongTaskFacts(
    string Id, string? Status, string? Finished, string? Successful, string? Percent, string? Message, string? Error, string? Result, string? Cancel, int? KeptDays);

/// <summary>The content of <c>x-leeway-starts</c>: the task that an operation starts. Untrusted.</summary>
/// <param name="Task">The id of the operation that reads the state of the task.</param>
/// <param name="Id">The member of the response with the id of the task; null if the response is the id, or an address that ends with it.</param>
internal sealed record LongTaskStartFacts(string Task, string? Id);

/// <summary>The content of <c>x-leeway-shortcut</c>: a method for what people look for, which calls one or more operations. Untrusted.</summary>
/// <param name="Kind">What the method does.</param>
/// <param name="Find">The id of the operation that finds what is changed; empty if the shortcut needs none.</param>
/// <param name="Update">The id of the operation that updates what was found; empty if the shortcut needs none.</param>
internal sealed record ShortcutFacts(ShortcutKind Kind, string Find, string Update);

/// <summary>What a shortcut does.</summary>
internal enum ShortcutKind
{
    /// <summary>Performs the transition of an issue that has a name.</summary>
    TransitionByName,

    /// <summary>Finds the user with an e-mail address.</summary>
    UserByEmail,

    /// <summary>Adds a comment with plain text.</summary>
    CommentFromText,

    /// <summary>Finds the page of a space that has a title.</summary>
    PageByTitle,

    /// <summary>Updates the page of a space that has a title, or creates it.</summary>
    CreateOrUpdatePage,
}

/// <summary>Whether a request may be sent again if the outcome of the first one is unknown.</summary>
/// <param name="IsAllowed">Whether it may be sent again.</param>
/// <param name="ForbiddenMember">The JSON pointer to a member of the body. If the body has it, the request is not sent again. Empty if the body does not matter. Untrusted.</param>
internal sealed record RepeatFacts(bool IsAllowed, string ForbiddenMember)
{
    private const string UnlessBody = "unless-body:";

    public static RepeatFacts Always { get; } = new(IsAllowed: true, "");

    public static RepeatFacts Never { get; } = new(IsAllowed: false, "");

    /// <summary>Reads a value of <c>x-leeway-repeat</c>.</summary>
    /// <returns>The value, or null if the text is not valid.</returns>
    public static RepeatFacts? Parse(string text) => text switch
    {
        "always" => Always,
        "never" => Never,
        _ when text.StartsWith(UnlessBody, StringComparison.Ordinal) && IsPointer(text.Substring(UnlessBody.Length)) =>
            new RepeatFacts(IsAllowed: true, text.Substring(UnlessBody.Length)),
        _ => null,
    };

    /// <summary>Whether the runtime accepts the text as a pointer (RFC 6901) to a member.</summary>
    private static bool IsPointer(string text)
    {
        if (text.Length == 0 || text[0] != '/')
        {
            return false;
        }

        for (int tilde = text.IndexOf('~'); tilde >= 0; tilde = text.IndexOf('~', tilde + 1))
        {
            if (tilde + 1 == text.Length || text[tilde + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A schema of the document's components.</summary>
internal sealed record NamedSchema(string Name, SchemaFacts Schema);

/// <summary>A schema.</summary>
/// <remarks>Immutable, with value equality. References are names, so recursive schemas do not create cycles of objects.</remarks>
internal sealed record SchemaFacts
{
    /// <summary>A schema that allows any JSON.</summary>
    public static readonly SchemaFacts Any = new();

    /// <summary>The component that the schema refers to. If it is set, only the summary is set as well.</summary>
    public string? Reference { get; init; }

    public JsonKinds Kinds { get; init; }

    public string? Format { get; init; }

    public string? Title { get; init; }

    /// <summary>The name that the document gives the type: a valid identifier, or null.</summary>
    public string? Name { get; init; }

    public string? Summary { get; init; }

    public string? Default { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsDeprecated { get; init; }

    /// <summary>Whether a null in a request clears the value on the server.</summary>
    public bool IsClearedByNull { get; init; }

    /// <summary>The facts about rich text that the value contains, or null. If the schema is a string, its text is the JSON of the rich text.</summary>
    public RichTextFacts? RichText { get; init; }

    /// <summary>Whether the JSON is rich text.</summary>
    public bool IsRichText => RichText is not null && Kinds != JsonKinds.String;

    /// <summary>Whether the value is the fields of an issue, and how they are written.</summary>
    public IssueFieldsUse IssueFields { get; init; }

    /// <summary>Whether <c>x-leeway-type</c> decides the type, whatever else the schema says.</summary>
    public bool HasOwnType => IsRichText || IssueFields != IssueFieldsUse.None;

    /// <summary>Whether the document says that the value may be null. It is used only for the values of maps, because every property is nullable.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The known values of a string.</summary>
    public EquatableArray<string> Values { get; init; }

    /// <summary>Whether the document lists the values of a number.</summary>
    public bool HasNumericValues { get; init; }

    public EquatableArray<PropertyFacts> Properties { get; init; }

    public SchemaFacts? Items { get; init; }

    /// <summary>The schema of additional members, or null.</summary>
    public SchemaFacts? AdditionalProperties { get; init; }

    public EquatableArray<SchemaFacts> AllOf { get; init; }

    /// <summary>The branches of <c>oneOf</c> or <c>anyOf</c>, which are read in the same way.</summary>
    public EquatableArray<SchemaFacts> Alternatives { get; init; }

    public DiscriminatorFacts? Discriminator { get; init; }

    /// <summary>Whether the schema does not restrict the JSON.</summary>
    public bool IsShapeless => Reference is null && Kinds == JsonKinds.None && Values.IsEmpty && Properties.IsEmpty
        && Items is null && AdditionalProperties is null && AllOf.IsEmpty && Alternatives.IsEmpty && RichText is null;
}

/// <summary>Whether a value is the fields of an issue: the content of <c>x-leeway-type</c>.</summary>
internal enum IssueFieldsUse
{
    None,

    /// <summary>They are written whole.</summary>
    Whole,

    /// <summary>Only what was assigned is written.</summary>
    Changes,
}

/// <summary>The content of <c>x-leeway-type</c> of a schema: the value is rich text in the Atlassian Document Format.</summary>
/// <param name="FormatMember">The member of the same object that states the format of a text; empty if the value is always rich text. Untrusted.</param>
/// <param name="FormatValue">The value of that member if the text is rich text. Untrusted.</param>
internal sealed record RichTextFacts(string FormatMember, string FormatValue)
{
    private const string Conditional = "adf-if:";

    public static RichTextFacts Always { get; } = new("", "");

    /// <summary>Whether only the value of another member makes the text rich text.</summary>
    public bool IsConditional => FormatMember.Length > 0;

    /// <summary>Reads a value of <c>x-leeway-type</c>.</summary>
    /// <returns>The value, or null if the text is not valid.</returns>
    public static RichTextFacts? Parse(string text)
    {
        if (text == "adf")
        {
            return Always;
        }

        int equals = text.IndexOf('=');
        return text.StartsWith(Conditional, StringComparison.Ordinal) && equals > Conditional.Length && equals + 1 < text.Length
            ? new RichTextFacts(text.Substring(Conditional.Length, equals - Conditional.Length), text.Substring(equals + 1))
            : null;
    }
}

/// <summary>A member of an object schema.</summary>
internal sealed record PropertyFacts(string Name, bool IsRequired, SchemaFacts Schema);

/// <summary>The member that identifies the branch of a union.</summary>
internal sealed record DiscriminatorFacts(string Property, EquatableArray<DiscriminatorMapping> Mappings);

/// <summary>A value of a discriminator and the component that it selects.</summary>
internal sealed record DiscriminatorMapping(string Value, string Component);

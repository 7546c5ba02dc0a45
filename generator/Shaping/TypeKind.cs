namespace Leeway.Generator.Shaping;

internal enum TypeKind
{
    /// <summary><c>string</c>.</summary>
    String,

    /// <summary><c>bool</c>.</summary>
    Boolean,

    /// <summary><c>int</c>.</summary>
    Int32,

    /// <summary><c>long</c>.</summary>
    Int64,

    /// <summary>An id that the document declares as a number: <c>string</c>, written as a number in JSON.</summary>
    NumericId,

    /// <summary>An id that the document declares as a number or a string: <c>string</c>, written as a string in JSON.</summary>
    NumberOrTextId,

    /// <summary><c>double</c>.</summary>
    Double,

    /// <summary><c>System.DateTimeOffset</c>.</summary>
    DateTime,

    /// <summary><c>System.DateOnly</c>.</summary>
    Date,

    /// <summary><c>System.Guid</c>.</summary>
    Guid,

    /// <summary><c>Leeway.Json.RawJson</c>: any JSON value, kept unchanged.</summary>
    Json,

    /// <summary><c>Leeway.RichText.AdfDocument</c>.</summary>
    RichText,

    /// <summary><c>Leeway.Fields.IssueFields</c>, written whole.</summary>
    IssueFields,

    /// <summary><c>Leeway.Fields.IssueFields</c>, of which only what was assigned is written.</summary>
    IssueFieldsChanges,

    /// <summary><c>Leeway.Queries.Jql</c>, as a parameter only.</summary>
    Jql,

    /// <summary><c>Leeway.Queries.Cql</c>, as a parameter only.</summary>
    Cql,

    /// <summary>A generated sealed class (<see cref="ModelShape"/>).</summary>
    Model,

    /// <summary>A generated abstract class with a subtype for each discriminator value (<see cref="UnionShape"/>).</summary>
    Union,

    /// <summary>A generated readonly struct that holds a string (<see cref="OpenEnumShape"/>).</summary>
    OpenEnum,

    /// <summary>A generated readonly struct that holds JSON of one of several shapes (<see cref="AlternativesShape"/>).</summary>
    Alternatives,

    /// <summary>The product's generic <c>Page&lt;T&gt;</c> (<see cref="PageShape"/>); <c>Name</c> is the name of the page type, <c>Element</c> is the type of the items.</summary>
    Page,

    /// <summary><c>System.Collections.Generic.IReadOnlyList&lt;T&gt;</c>.</summary>
    List,

    /// <summary><c>System.Collections.Generic.IReadOnlyDictionary&lt;string, T&gt;</c>.</summary>
    Map,

    /// <summary>The bytes of a response: <c>System.IO.Stream</c>.</summary>
    Download,

    /// <summary>The bytes of a request: <c>Leeway.FileUpload</c>.</summary>
    Upload,

    /// <summary>No value. The method returns <c>Task</c>.</summary>
    Nothing,
}

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>How a string is written in the source.</summary>
internal enum StringForm
{
    /// <summary>In quotation marks, with escapes.</summary>
    Regular,

    /// <summary>After <c>@</c>.</summary>
    Verbatim,

    /// <summary>In three or more quotation marks.</summary>
    Raw,
}

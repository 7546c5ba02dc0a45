namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>What a query can have at a position.</summary>
internal enum QueryPosition
{
    /// <summary>A part of a word, or anything else that a value is not.</summary>
    Other,

    /// <summary>A field or a clause.</summary>
    Start,

    /// <summary>A field to sort by.</summary>
    OrderField,

    /// <summary>A value.</summary>
    Value,

    /// <summary>The first value after <c>in (</c>.</summary>
    FirstOfList,

    /// <summary>A list in parentheses.</summary>
    List,
}

namespace Leeway.Cli.Queries;

/// <summary>The kind of a token of a query.</summary>
internal enum QueryTokenKind
{
    /// <summary>The end of the query.</summary>
    End,

    /// <summary>A parenthesis, bracket, comma or operator of other characters than letters.</summary>
    Symbol,

    /// <summary>A word of the language, such as <c>AND</c>.</summary>
    Keyword,

    /// <summary>A word without quotation marks.</summary>
    Word,

    /// <summary>A whole number without quotation marks.</summary>
    Number,

    /// <summary>Text in quotation marks.</summary>
    Quoted,
}

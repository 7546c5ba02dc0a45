namespace Leeway.Cli.Queries;

/// <summary>A token of a query.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">The symbol, the keyword in lower case, or the text without quotation marks and escapes.</param>
/// <param name="Position">The index of its first character.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text, int Position)
{
    /// <summary>Whether the token can be a name or a value.</summary>
    public bool IsText => Kind is QueryTokenKind.Word or QueryTokenKind.Number or QueryTokenKind.Quoted;

    public bool IsKeyword(string keyword) => Kind == QueryTokenKind.Keyword && Text == keyword;

    public bool IsSymbol(string symbol) => Kind == QueryTokenKind.Symbol && Text == symbol;

    /// <summary>Describes the token in a message.</summary>
    public string Describe() => Kind == QueryTokenKind.End ? "the end of the query" : $"'{Text}'";
}

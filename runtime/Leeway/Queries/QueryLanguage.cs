using System.Buffers;

namespace Leeway.Queries;

/// <summary>What differs between JQL and CQL in the text of a query.</summary>
internal sealed class QueryLanguage
{
    // Both quotation marks are here because a value may be inside either. The rest of the BMP is fine in quotation marks, white space too.
    private const string Syntax = "\"'\\";

    private QueryLanguage(string name, string fieldFactory, string nullAdvice, string escaped, bool hasWordEscapes)
    {
        Name = name;
        FieldFactory = fieldFactory;
        NullAdvice = nullAdvice;
        HasWordEscapes = hasWordEscapes;
        Special = SearchValues.Create(Syntax + "\0" + escaped + Range('\uD800', '\uDFFF'));
    }

    /// <summary>
    /// The language of Jira. Its lexer refuses control characters and noncharacters even in quotation marks, and reads <c>\uXXXX</c>. The separators of
    /// lines and paragraphs are escaped, too, so that a quoted value is one line.
    /// </summary>
    public static QueryLanguage Jql { get; } = new(
        "JQL",
        "Jql.Field or Jql.CustomField",
        "To find issues without a value, write 'IS EMPTY' in the query; otherwise leave the clause out.",
        Range('\u0001', '\u001F') + Range('\u007F', '\u009F') + Range('\uFDD0', '\uFDEF') + "\uFFFE\uFFFF\u2028\u2029",
        hasWordEscapes: true);

    /// <summary>The language of Confluence. Only the escapes of quotation marks and backslashes are documented, so that nothing else is escaped.</summary>
    public static QueryLanguage Cql { get; } = new(
        "CQL", "Cql.Field", "CQL has no test for missing values: leave the clause out.", "", hasWordEscapes: false);

    /// <summary>The name for messages.</summary>
    public string Name { get; }

    /// <summary>The methods that create fields, for messages.</summary>
    public string FieldFactory { get; }

    /// <summary>What to do about a value that is null, for messages.</summary>
    public string NullAdvice { get; }

    /// <summary>Whether a backslash outside quotation marks escapes the next character.</summary>
    public bool HasWordEscapes { get; }

    /// <summary>Whether a backslash can be before a character. In CQL, it is not documented which characters can follow.</summary>
    public bool IsEscape(char c) => !HasWordEscapes || c is '"' or '\'' or '\\' or ' ' or 'n' or 'r' or 't' or 'u';

    /// <summary>Whether a character separates words. What CQL takes for white space is not documented, so that all of it counts there.</summary>
    public bool IsWhiteSpace(char c) => c is ' ' or '\t' or '\r' or '\n' || (!HasWordEscapes && char.IsWhiteSpace(c));

    /// <summary>The operators of which it is not documented what they include, so that they need parentheses beside other operators.</summary>
    public QueryConnectives UnknownPrecedence => HasWordEscapes ? QueryConnectives.None : QueryConnectives.Not;

    /// <summary>The characters that cannot be copied into quotation marks without a look at them.</summary>
    public SearchValues<char> Special { get; }

    private static string Range(char first, char last) => string.Create(last - first + 1, first, static (span, first) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = (char)(first + i);
        }
    });
}

using Leeway.Cli.Queries;

namespace Leeway.Cli.Tests.Queries;

/// <summary>The tokens of queries.</summary>
public sealed class QueryTokenizerTests
{
    [Theory]
    [InlineData("project = A", "Word:project Symbol:= Word:A")]
    [InlineData("a!=b!~c<=d>=e<f>g~h", "Word:a Symbol:!= Word:b Symbol:!~ Word:c Symbol:<= Word:d Symbol:>= Word:e Symbol:< Word:f Symbol:> Word:g Symbol:~ Word:h")]
    [InlineData("a AND b Or c & d && e | f || !g", "Word:a Keyword:and Word:b Keyword:or Word:c Keyword:and Word:d Keyword:and Word:e Keyword:or Word:f Keyword:or Symbol:! Word:g")]
    [InlineData("cf[10010]", "Keyword:cf Symbol:[ Number:10010 Symbol:]")]
    [InlineData("a.b[c].d", "Word:a.b Symbol:[ Word:c Symbol:] Word:.d")]
    [InlineData("-7 7d -", "Number:-7 Word:7d Word:-")]
    [InlineData("""a\ b is\u0020c \u0061nd""", "Word:a b Word:is c Word:and")]
    [InlineData(""""  "a\"b'\\\n\t\r\'\u0041\ c" 'd"\'' "" """", "Quoted:a\"b'\\\n\t\r'A c Quoted:d\"' Quoted:")]
    [InlineData("\"a\nb\u00A0\uD83D\uDE00\"x", "Quoted:a\nb\u00A0\uD83D\uDE00 Word:x")]
    public void JqlShouldHaveTheTokens(string query, string expected) => Assert.Equal(expected, Format(query, QueryDialect.Jql));

    [Theory]
    [InlineData("text ~ \"a\\\"b\\\\\"", "Word:text Symbol:~ Quoted:a\"b\\")]
    [InlineData("created > 2014/09/01 and a not in (b,'c')", "Word:created Symbol:> Word:2014/09/01 Keyword:and Word:a Keyword:not Keyword:in Symbol:( Word:b Symbol:, Quoted:c Symbol:)")]
    [InlineData("content.property[x].y = \"\u0001\t\"", "Word:content.property Symbol:[ Word:x Symbol:] Word:.y Symbol:= Quoted:\u0001\t")]
    public void CqlShouldHaveTheTokens(string query, string expected) => Assert.Equal(expected, Format(query, QueryDialect.Cql));

    [Theory]
    [InlineData("a = \"b", 4, "The quotation mark is not closed at character 5.")]
    [InlineData("a = \"b\\\"", 4, "not closed")]
    [InlineData("a = \"b\tc\"", 6, "U+0009 is not allowed in quotation marks")]
    [InlineData("\"\uFFFF\"", 1, "U+FFFF")]
    [InlineData("a = b$c", 5, "'$' is not allowed outside quotation marks")]
    [InlineData("a = \"b\\qc\"", 6, "The backslash escapes nothing")]
    [InlineData("a = \"\\u00g1\"", 5, "The backslash escapes nothing")]
    [InlineData("a = b\\", 5, "The backslash escapes nothing")]
    [InlineData("a = Select", 4, "'Select' is reserved")]
    public void WrongJqlShouldBeReportedWithItsPosition(string query, int position, string message) => Refuse(query, QueryDialect.Jql, position, message);

    [Theory]
    [InlineData("a = b\\ c", 5, "'\\' is not allowed")]
    [InlineData("a = \"\\n\"", 5, "The backslash escapes nothing")]
    [InlineData("a = \"\\u0041\"", 5, "The backslash escapes nothing")]
    [InlineData("a = b | c", 6, "'|' is not allowed")]
    [InlineData("a = before", 4, "'before' is reserved")]
    public void WrongCqlShouldBeReportedWithItsPosition(string query, int position, string message) => Refuse(query, QueryDialect.Cql, position, message);

    private static void Refuse(string query, QueryDialect dialect, int position, string message)
    {
        QuerySyntaxException exception = Assert.Throws<QuerySyntaxException>(() => QueryTokenizer.Tokenize(query, dialect));
        Assert.Equal(position, exception.Position);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static string Format(string query, QueryDialect dialect) =>
        string.Join(' ', QueryTokenizer.Tokenize(query, dialect).SkipLast(1).Select(static token => $"{token.Kind}:{token.Text}"));
}

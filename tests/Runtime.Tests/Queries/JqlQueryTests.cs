using System.Globalization;
using System.Numerics;
using Leeway.Queries;

namespace Leeway.Runtime.Tests.Queries;

/// <summary>How values are written into JQL.</summary>
public sealed class JqlQueryTests
{
    private static readonly string[] s_users = ["5b10", "a \"b\""];

    [Fact]
    public void ValuesShouldBeQuotedByTheirType()
    {
        string key = "ABC";
        string text = "a \"b\" \\ c";

        Jql query = Jql.Query($"project = {key} AND summary ~ {text} AND assignee in {s_users} ORDER BY created DESC");

        Assert.Equal("""project = "ABC" AND summary ~ "a \"b\" \\ c" AND assignee in ("5b10", "a \"b\"") ORDER BY created DESC""", query.ToString());
    }

    [Fact]
    public void BackslashBeforeAQuotationMarkShouldNotCloseTheValue()
    {
        string text = "x\\\" OR project = SECRET OR summary ~ y\\";

        Assert.Equal("""summary ~ "x\\\" OR project = SECRET OR summary ~ y\\" """.TrimEnd(), Jql.Query($"summary ~ {text}"));
    }

    [Fact]
    public void NumbersShouldBeWrittenAsTheyAre()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "\u2212" } };
        try
        {
            Assert.Equal("a = 5", Jql.Query($"a = {5}"));
            Assert.Equal("a = -1.5", Jql.Query($"a = {-1.5m}"));
            Assert.Equal("a = 0.25", Jql.Query($"a = {0.25}"));
            Assert.Equal("a = 9223372036854775807", Jql.Query($"a = {long.MaxValue}"));
            Assert.Equal("a = 12", Jql.Query($"a = {new BigInteger(12)}"));
            Assert.Equal("a = 12", Jql.Query($"a = {(byte)12}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void NumbersThatAreNoWordOfTheLanguageShouldBeQuoted()
    {
        Assert.Equal("a = \"1E+30\"", Jql.Query($"a = {1e30}"));
        Assert.Equal("a = \"NaN\"", Jql.Query($"a = {double.NaN}"));
        Assert.Equal("a = \"1,234\"", Jql.Query($"a = {1234:N0}"));
        Assert.Equal("a = \"1 OR b = 2\"", Jql.Query($"a = {1:0' OR b = 2'}"));
    }

    [Fact]
    public void OtherValuesShouldBeQuotedText()
    {
        int? known = 7;
        Assert.Equal("a = \"Friday\"", Jql.Query($"a = {DayOfWeek.Friday}"));
        Assert.Equal("a = \"Very \\\"high\\\"\"", Jql.Query($"a = {new Priority("Very \"high\"")}"));
        Assert.Equal($"a = \"{new string('x', 500)}\"", Jql.Query($"a = {new Priority(new string('x', 500))}"));
        Assert.Equal("a = \"true\" AND b = \"false\"", Jql.Query($"a = {true} AND b = {false}"));
        Assert.Equal("a = \"00000000-0000-0000-0000-000000000000\"", Jql.Query($"a = {Guid.Empty}"));
        Assert.Equal("a = \"c\"", Jql.Query($"a = {'c'}"));
        Assert.Equal("a = \"https://x.example/a%20b\"", Jql.Query($"a = {new Uri("https://x.example/a b")}"));
        Assert.Equal("a = \"b c\"", Jql.Query($"a = {new Uri("b c", UriKind.Relative)}"));
        Assert.Equal("a = \"bcd\"", Jql.Query($"a = {"abcde".AsSpan(1, 3)}"));
        Assert.Equal("a = 7", Jql.Query($"a = {known}"));
    }

    [Fact]
    public void DatesShouldBeWrittenInTheFormOfJira()
    {
        DateTimeOffset time = new(2026, 1, 31, 14, 5, 59, TimeSpan.FromHours(2));
        Assert.Equal("a > \"2026-01-31\"", Jql.Query($"a > {new DateOnly(2026, 1, 31)}"));
        Assert.Equal("a > \"2026-01-31 14:05\"", Jql.Query($"a > {time}"));
        Assert.Equal("a > \"2026-01-31 14:05\"", Jql.Query($"a > {time.DateTime}"));
        Assert.Equal("a > \"2026/01/31\"", Jql.Query($"a > {time:yyyy/MM/dd}"));
        Assert.Equal("a in (\"2026-01-31 14:05\")", Jql.Query($"a in {new[] { time }}"));
        Assert.Equal("a > \"-90m\"", Jql.Query($"a > {TimeSpan.FromMinutes(-90.5)}"));
        Assert.Equal("a > \"1:30\"", Jql.Query($"a > {TimeSpan.FromMinutes(90):h\\:mm}"));
    }

    [Fact]
    public void ListsShouldBeWrittenInParentheses()
    {
        Assert.Equal("a in (1, 2)", Jql.Query($"a in {new List<int> { 1, 2 }}"));
        Assert.Equal("a in (\"Friday\")", Jql.Query($"a in {new[] { DayOfWeek.Friday }}"));
        Assert.Equal("a in (\"x\")", Jql.Query($"a in {new HashSet<Priority> { new("x") }}"));
    }

    [Fact]
    public void ListInAListShouldHaveNoParenthesesOfItsOwn()
    {
        Assert.Equal("a in (1, 2)", Jql.Query($"a in ({new[] { 1, 2 }})"));
        Assert.Equal("a in (EMPTY, 1, 2)", Jql.Query($"a in (EMPTY, {new[] { 1, 2 }})"));
        Assert.Equal("a in membersOf(\"x\")", Jql.Query($"a in membersOf({new[] { "x" }})"));
    }

    [Fact]
    public void FieldsShouldBeQuotedOrWrittenById()
    {
        Assert.Equal("\"Story \\\"points\\\"\" = 3", Jql.Query($"{Jql.Field("Story \"points\"")} = {3}"));
        Assert.Equal("cf[10010] = 3", Jql.Query($"{Jql.CustomField(10010)} = {3}"));
        Assert.Throws<ArgumentException>(() => Jql.Field(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => Jql.CustomField(0));
        Assert.Throws<ArgumentException>(() => Jql.Query($"{default(JqlField)} = {3}"));
    }

    [Fact]
    public void QueryShouldBePutInParenthesesOnlyIfItHasOperators()
    {
        Jql one = Jql.Query($"b = {2}");
        Jql either = Jql.Query($"b = {2} OR c = {3}");
        Assert.Equal("a = 1 AND b = 2", Jql.Query($"a = {1} AND {one}"));
        Assert.Equal("a = 1 AND (b = 2 OR c = 3)", Jql.Query($"a = {1} AND {either}"));
        Assert.Equal("NOT (b = 2 OR c = 3)", Jql.Query($"NOT {either}"));
        Assert.Equal("a = 1 AND (NOT b = 2)", Jql.Query($"a = {1} AND {one.Not()}"));
        Assert.Equal("(x = y) AND (a || b)", Jql.Query($"{Jql.Raw("(x = y)")} AND {Jql.Raw("a || b")}"));
        Assert.Equal("x = \"a or b\" AND y", Jql.Query($"{Jql.Raw("x = \"a or b\"")} AND y"));
    }

    [Fact]
    public void QueryInsideAQueryShouldHaveClausesAndNoOrder()
    {
        Assert.Contains("Call OrderBy on the whole query", Refuse(() => Jql.Query($"a = {1} AND {Jql.Raw("b = 2 order  by c")}")), StringComparison.Ordinal);
        Assert.Contains("check IsEmpty", Refuse(() => Jql.Query($"a = {1} AND {default(Jql)}")), StringComparison.Ordinal);
    }

    [Fact]
    public void QueriesOfOtherKindsShouldBeRefused()
    {
        Assert.Contains("query of another kind", Refuse(() => Jql.Query($"a = {Cql.Raw("b = 2")}")), StringComparison.Ordinal);
        Assert.Contains("query of another kind", Refuse(() => Jql.Query($"a in {new[] { Jql.Raw("b = 2") }}")), StringComparison.Ordinal);
        Assert.Contains("query of another kind", Refuse(() => Cql.Query($"a = {Jql.Raw("b = 2")}")), StringComparison.Ordinal);
    }

    [Fact]
    public void NullShouldBeRefusedWithAdvice()
    {
        int? number = null;
        string text = null!;
        string[] list = null!;
        Assert.Equal(
            "The value after ') AND assignee =' is null. To find issues without a value, write 'IS EMPTY' in the query; otherwise leave the clause out.",
            Refuse(() => Jql.Query($"a in ({"secret"}) AND assignee = {text}")));
        Assert.Contains("IS EMPTY", Refuse(() => Jql.Query($"a = {number}")), StringComparison.Ordinal);
        Assert.Contains("IS EMPTY", Refuse(() => Jql.Query($"a = {number:D3}")), StringComparison.Ordinal);
        Assert.Contains("IS EMPTY", Refuse(() => Jql.Query($"a in {list}")), StringComparison.Ordinal);
        Assert.Contains("IS EMPTY", Refuse(() => Jql.Query($"a in {new[] { "x", null! }}")), StringComparison.Ordinal);
        Assert.Contains("IS EMPTY", Refuse(() => Jql.Query($"a ~ {default(JqlText)}")), StringComparison.Ordinal);
        Assert.Contains("IS EMPTY", Refuse(() => Jql.Query($"a = {(Uri)null!}")), StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyListShouldBeRefusedWithAdvice() =>
        Assert.Contains("The list after 'a in' is empty", Refuse(() => Jql.Query($"a in {Array.Empty<string>()}")), StringComparison.Ordinal);

    [Fact]
    public void TextThatCannotBeSentShouldBeRefused()
    {
        foreach ((string text, string reason) in ((string, string)[])
            [("a\0", "a NUL character at index 1"), ("a\uD800b", "surrogate at index 1"), ("\uDC00", "surrogate at index 0"), ("\uDC00\uD800", "surrogate at index 0")])
        {
            Assert.Contains(reason, Refuse(() => Jql.Query($"a = {text}")), StringComparison.Ordinal);
            Assert.Contains(reason, Refuse(() => Jql.Query($"a = \"{text}\"")), StringComparison.Ordinal);
            Assert.Contains(reason, Refuse(() => Jql.Quote(text)), StringComparison.Ordinal);
            Assert.Contains(reason, Refuse(() => Cql.Quote(text)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CharactersThatJiraRefusesShouldBeEscaped()
    {
        Assert.Equal("\"\\n\\r\\t\\u0001\\u001F\\u007F\\u009F\\u2028\\u2029\\uFDD0\\uFDEF\\uFFFE\\uFFFF\"", Jql.Quote("\n\r\t\u0001\u001F\u007F\u009F\u2028\u2029\uFDD0\uFDEF\uFFFE\uFFFF"));
        Assert.Equal("\"'\u00A0\u3000\uFDCF\uFDF0\uFFFD\U0001F600*%\"", Jql.Quote("'\u00A0\u3000\uFDCF\uFDF0\uFFFD\U0001F600*%"));
    }

    [Fact]
    public void ValueInsideQuotationMarksShouldOnlyBeEscaped()
    {
        string text = "a\"'\\";
        Assert.Equal("""summary ~ "x a\"'\\*" """.TrimEnd(), Jql.Query($"summary ~ \"x {text}*\""));
        Assert.Equal("""summary ~ 'x a"\'\\*'""", Jql.Query($"summary ~ 'x {text}*'"));
        Assert.Equal("""summary ~ "a\"'\\a\"'\\" AND b = 12""", Jql.Query($"summary ~ \"{text}{text}\" AND b = {12}"));
        Assert.Equal("summary ~ \"\\\"x 5-7 2026-01-31\"", Jql.Query($"summary ~ \"\\\"x {5}-{7} {new DateOnly(2026, 1, 31)}\""));
    }

    [Fact]
    public void ListsFieldsAndQueriesInsideQuotationMarksShouldBeRefused()
    {
        Assert.Contains("a list inside quotation marks", RefuseText(() => Jql.Query($"a = \"{s_users}\"")), StringComparison.Ordinal);
        Assert.Contains("a field inside quotation marks", RefuseText(() => Jql.Query($"\"{Jql.Field("a")}\" = 1")), StringComparison.Ordinal);
        Assert.Contains("a query inside quotation marks", RefuseText(() => Jql.Query($"a = '{Jql.Raw("b = 1")}'")), StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesThatTouchOtherTextShouldBeRefused()
    {
        string text = "x";
        Assert.Contains("no space before the value after 'a = b'", RefuseText(() => Jql.Query($"a = b{text}")), StringComparison.Ordinal);
        Assert.Contains("no space before", RefuseText(() => Jql.Query($"a in b{s_users}")), StringComparison.Ordinal);
        Assert.Contains("no space before", RefuseText(() => Jql.Query($"a = \"b\"{text}")), StringComparison.Ordinal);
        Assert.Contains("no space before", RefuseText(() => Jql.Query($"a = 1 AND b{Jql.Raw("c = 1")}")), StringComparison.Ordinal);
        Assert.Contains("'b' directly after a value", RefuseText(() => Jql.Query($"a = {text}b")), StringComparison.Ordinal);
        Assert.Contains("directly after a value", RefuseText(() => Jql.Query($"a = {text}\"b\"")), StringComparison.Ordinal);
        Assert.Contains("directly after a value", RefuseText(() => Jql.Query($"a = {text}(b)")), StringComparison.Ordinal);
        Assert.Contains("no text between two values", RefuseText(() => Jql.Query($"a = {text}{text}")), StringComparison.Ordinal);
        Assert.Contains("no text between two values", RefuseText(() => Jql.Query($"a = {1}{2}")), StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersMayBePartOfAWord()
    {
        Assert.Equal("created > -7d", Jql.Query($"created > -{7}d"));
        Assert.Equal("key = ABC-12 AND cf[10] = 1", Jql.Query($"key = ABC-{12} AND cf[{10}] = {1}"));
    }

    [Fact]
    public void OperatorsMayTouchValues() =>
        Assert.Equal("a=\"x\"&b!=\"y\"", Jql.Query($"a={"x"}&b!={"y"}"));

    [Fact]
    public void BackslashBeforeAValueShouldBeRefused()
    {
        Assert.Contains("a backslash before the value", RefuseText(() => Jql.Query($"a = \\{"x"}")), StringComparison.Ordinal);
        Assert.Contains("a backslash before the value", RefuseText(() => Jql.Query($"a = \"\\{"x"}\"")), StringComparison.Ordinal);
        Assert.Contains("a backslash before the value", RefuseText(() => Jql.Query($"a = \\{1}")), StringComparison.Ordinal);
        Assert.Equal("a = \"\\\\x\"", Jql.Query($"a = \"\\\\{"x"}\""));
    }

    [Fact]
    public void EscapedQuotationMarkOfAWordShouldOpenNoQuotationMarks() =>
        Assert.Equal("issue\\\"type = \"x\"", Jql.Query($"issue\\\"type = {"x"}"));

    [Theory]
    [InlineData("a = \"b", "inside quotation marks")]
    [InlineData("a = 'b\"", "inside quotation marks")]
    [InlineData("a = b\\", "ends in a backslash")]
    [InlineData("a = \"b\\q\"", "a backslash before 'q' at index 7")]
    [InlineData("a = b\\(", "a backslash before '('")]
    [InlineData("(a = b", "1 open parentheses")]
    [InlineData("a = b) OR (c = d", "closes a parenthesis at index 5")]
    public void TextThatLeavesItsPlaceShouldBeRefused(string text, string reason)
    {
        Assert.Contains(reason, RefuseText(() => Jql.Raw(text)), StringComparison.Ordinal);
        JqlHandler handler = new(text.Length, 0);
        Assert.Contains(reason, RefuseText(ref handler, text), StringComparison.Ordinal);
    }

    [Fact]
    public void TextOfTheLanguageOfSearchesShouldBeEscapedTwice()
    {
        Assert.Equal("""a ~ "c\\+\\+ \\AND \\\"x\\\" android \\NOT" """.TrimEnd(), Jql.Query($"a ~ {Jql.Contains("c++ AND \"x\" android NOT")}"));
        Assert.Equal("""a ~ "\"x \\\"y\\\" + AND\"" """.TrimEnd(), Jql.Query($"a ~ {Jql.ContainsPhrase("x \"y\" + AND")}"));
        Assert.Equal("""a ~ "win* AND \"x\"" """.TrimEnd(), Jql.Query($"a ~ {Jql.Matches("win* AND \"x\"")}"));
        Assert.Equal("""a ~ "c\\+*" """.TrimEnd(), Jql.Query($"a ~ \"{Jql.Contains("c+")}*\""));
    }

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("+-&|!(){}[]^\"~*?:\\/", "\\+\\-\\&\\|\\!\\(\\)\\{\\}\\[\\]\\^\\\"\\~\\*\\?\\:\\\\\\/")]
    [InlineData("AND", "\\AND")]
    [InlineData("x\tOR\ny", "x\t\\OR\ny")]
    [InlineData("ANDY NOTE or and", "ANDY NOTE or and")]
    [InlineData("", "")]
    public void OperatorsOfSearchesShouldBeEscaped(string text, string expected)
    {
        Assert.Equal(expected, Jql.Contains(text).ToString());
        Assert.Equal(expected, Cql.Contains(text).ToString());
    }

    private static string Refuse(Func<string> query) => Assert.Throws<ArgumentException>(query).Message;

    private static string RefuseText(Func<string> query) => Assert.Throws<FormatException>(query).Message;

    private static string RefuseText(ref JqlHandler handler, string text)
    {
        try
        {
            handler.AppendLiteral(text);
            return Jql.Query(ref handler);
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }
}

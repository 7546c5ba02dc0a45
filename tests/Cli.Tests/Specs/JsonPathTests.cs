using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Specs;

public sealed class JsonPathTests
{
    private const string Document = """
        {"a": {"b": 1, "c d": {"b": 2}, "n": null}, "p": [{"in": "query", "x": {"t": true}}, {"in": "path"}, 7], "é": {"b": "it's"}}
        """;

    [Theory]
    [InlineData("$", "$")]
    [InlineData("$.a.b", "$.a.b")]
    [InlineData("$['a'][\"c d\"]['b']", "$.a['c d'].b")]
    [InlineData("$.a['b', 'n']", "$.a.b $.a['n']")]
    [InlineData("$.é.b", "$.é.b")]
    [InlineData("$.p[0].in", "$.p[0].in")]
    [InlineData("$.p[-1]", "$.p[2]")]
    [InlineData("$.p[3]", "")]
    [InlineData("$.a[0]", "")]
    [InlineData("$.p.in", "")]
    [InlineData("$.a.*", "$.a.b $.a['c d'] $.a['n']")]
    [InlineData("$.p[*].in", "$.p[0].in $.p[1].in")]
    [InlineData("$..b", "$.a.b $.a['c d'].b $.é.b")]
    [InlineData("$.a..*", "$.a.b $.a['c d'] $.a['n'] $.a['c d'].b")]
    [InlineData("$.p[?(@.in == 'path')]", "$.p[1]")]
    [InlineData("$.p[?@.x]", "$.p[0]")]
    [InlineData("$.p[?(@.in == 'query' && @['x'].t == true)].x", "$.p[0].x")]
    [InlineData("$.p[?(@.in == 'query' && @.x.t == false)].x", "")]
    [InlineData("$.p[?(@ == 7)]", "$.p[2]")]
    [InlineData("$[?(@.n == null)]", "$.a")]
    [InlineData("$[?(@.m == null)]", "")]
    [InlineData(@"$..[?(@.b == 'it\'s')]", "$.é")]
    public void AnExpressionShouldSelectPlaces(string expression, string places)
    {
        IEnumerable<string> selected = JsonPath.Select(JsonNode.Parse(Document)!, expression).Select(static p => p.Path);

        Assert.Equal(places, string.Join(' ', selected));
    }

    [Theory]
    [InlineData("", "expected '$' at column 1.")]
    [InlineData("a", "expected '$' at column 1.")]
    [InlineData("$.", "expected a name at column 3.")]
    [InlineData("$.1a", "expected a name at column 3.")]
    [InlineData("$.a-b", "expected '[' at column 4.")]
    [InlineData("$[", "expected a name in quotes, an index, '*' or a filter at column 3.")]
    [InlineData("$['a'", "expected ']' at column 6.")]
    [InlineData("$['a]", "expected a closing quote at column 3.")]
    [InlineData(@"$['\n']", "expected a quote, a slash or a backslash after the backslash at column 5.")]
    [InlineData("$[?(@.a == b)]", "expected a text in quotes, a number, true, false or null at column 12.")]
    [InlineData("$[?(@.a != 1)]", "expected ')' at column 9.")]
    [InlineData("$[?(@.a == 1 || @.b)]", "expected ')' at column 14.")]
    [InlineData("$[?(@..a == 1)]", "expected a name at column 7.")]
    [InlineData("$[0:2]", "expected ']' at column 4.")]
    public void AnExpressionThatIsNotSupportedShouldBeAnError(string expression, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => JsonPath.Parse(expression)).Message);
    }
}

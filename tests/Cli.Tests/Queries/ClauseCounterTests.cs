using Leeway.Cli.Queries;

namespace Leeway.Cli.Tests.Queries;

/// <summary>The grammar of queries.</summary>
public sealed class ClauseCounterTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n", 0)]
    [InlineData("ORDER BY created", 0)]
    [InlineData("project = A AND (summary ~ \"x\" OR NOT status in (a,b)) ORDER BY created", 3)]
    [InlineData("a = b order by \"c d\" ASC, cf[1] desc, e.f[g].h", 1)]
    [InlineData("! a = b & not not (c is not empty | d = null)", 3)]
    [InlineData("a in currentUser() and b not in (c, (d), e(f, \"g\", 7), EMPTY)", 2)]
    [InlineData("a was b before -1w after now() on \"x\" during (c, d()) by e", 1)]
    [InlineData("a was not in (b, c) by d and e was not empty", 2)]
    [InlineData("status changed from \"a\" to (b, c) after -1w and d changed", 2)]
    [InlineData("cf [ 123 ] = 7 or 12 = -7 or \"Custom[Number]\" = 1", 3)]
    [InlineData("a[b].c d = e", 1)]
    [InlineData("a\\ b = \"currentUser\"()", 1)]
    public void ClausesOfJqlShouldBeCounted(string query, int clauses) => Assert.Equal(clauses, ClauseCounter.Count(query, QueryDialect.Jql));

    [Theory]
    [InlineData("(type=page and space=DEV) OR (creator=\"99:27\" and type=blogpost) order by created desc, title", 4)]
    [InlineData("created > now(\"-4w\") and not space in ('A', B)", 2)]
    [InlineData("content.property[a].b > 7", 1)]
    public void ClausesOfCqlShouldBeCounted(string query, int clauses) => Assert.Equal(clauses, ClauseCounter.Count(query, QueryDialect.Cql));

    [Theory]
    [InlineData("a", "Expected an operator instead of the end of the query in the JQL query at character 2.")]
    [InlineData("a =", "Expected a value instead of the end")]
    [InlineData("= a", "Expected a field instead of '='")]
    [InlineData("a = b c", "Expected AND, OR, ORDER BY or the end instead of 'c' in the JQL query at character 7.")]
    [InlineData("a = b and", "Expected a field")]
    [InlineData("(a = b", "Expected ')'")]
    [InlineData("a = b)", "Expected AND, OR, ORDER BY or the end")]
    [InlineData("a in b", "Expected '('")]
    [InlineData("a in ()", "Expected a value")]
    [InlineData("a not b", "Expected IN")]
    [InlineData("a is b", "Expected EMPTY or NULL")]
    [InlineData("a > empty", "Expected a value instead of 'empty'")]
    [InlineData("a ! b", "Expected an operator")]
    [InlineData("cf[-1] = a", "Expected the id of a custom field")]
    [InlineData("a[] = b", "Expected the key of a property")]
    [InlineData("order created", "Expected BY")]
    [InlineData("a = f(,)", "Expected an argument")]
    public void WrongJqlShouldBeReported(string query, string message) =>
        Assert.Contains(message, Assert.Throws<QuerySyntaxException>(() => ClauseCounter.Count(query, QueryDialect.Jql)).Message, StringComparison.Ordinal);

    [Fact]
    public void DeepQueryShouldBeRefusedWithoutExhaustingTheStack()
    {
        string deep = string.Concat(Enumerable.Repeat("(", 100_000));
        Assert.Contains("nested more than 256", Assert.Throws<QuerySyntaxException>(() => ClauseCounter.Count(deep, QueryDialect.Jql)).Message, StringComparison.Ordinal);
        Assert.Contains("nested more than 256", Assert.Throws<QuerySyntaxException>(() => ClauseCounter.Count("a in " + deep, QueryDialect.Jql)).Message, StringComparison.Ordinal);
        Assert.Equal(1, ClauseCounter.Count(string.Concat(Enumerable.Repeat("not ", 100_000)) + "a = b", QueryDialect.Jql));
    }
}

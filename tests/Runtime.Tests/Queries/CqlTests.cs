using Leeway.Queries;

namespace Leeway.Runtime.Tests.Queries;

/// <summary>How CQL differs from JQL.</summary>
public sealed class CqlTests
{
    private static readonly Cql s_a = Cql.Raw("a = 1");
    private static readonly Cql s_b = Cql.Raw("b = 2");

    [Fact]
    public void ValuesShouldBeQuotedByTheirType()
    {
        string text = "a \"b\"";
        string[] spaces = ["DEV", "~me"];

        Cql query = Cql.Query($"space in {spaces} AND text ~ {text} AND id = {5} AND created > {new DateOnly(2026, 1, 31)} ORDER BY created DESC");

        Assert.Equal("""space in ("DEV", "~me") AND text ~ "a \"b\"" AND id = 5 AND created > "2026-01-31" ORDER BY created DESC""", query);
    }

    [Fact]
    public void OnlyQuotationMarksAndBackslashesShouldBeEscaped()
    {
        Assert.Equal("\"\\\"\\\\'\n\t\u0001\u007F\uFFFF\U0001F600\"", Cql.Quote("\"\\'\n\t\u0001\u007F\uFFFF\U0001F600"));
        Assert.Equal("a ~ 'b\"\\''", Cql.Query($"a ~ 'b{"\"'"}'"));
    }

    [Fact]
    public void NullShouldBeRefusedWithoutAdviceForJira() =>
        Assert.EndsWith("leave the clause out.", Assert.Throws<ArgumentException>(() => Cql.Query($"a = {(string)null!}")).Message, StringComparison.Ordinal);

    [Fact]
    public void BackslashOutsideQuotationMarksShouldBeRefused() =>
        Assert.Contains("index 5, where its meaning is not known", Assert.Throws<FormatException>(() => Cql.Raw("a = b\\ c")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("title")]
    [InlineData("space.title")]
    [InlineData("content.property[review-state].approved_by.name")]
    [InlineData("user.fullname")]
    public void FieldsShouldBeWrittenAsTheyAre(string name) => Assert.Equal(name + " = 1", Cql.Query($"{Cql.Field(name)} = {1}"));

    [Theory]
    [InlineData("a b")]
    [InlineData("a\"")]
    [InlineData("a = 1 OR b")]
    [InlineData("or")]
    [InlineData("NOT")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("[a]")]
    [InlineData("a[]")]
    [InlineData("a[b")]
    [InlineData("a[b]c")]
    [InlineData("a[b]]")]
    [InlineData("a[b c].d")]
    [InlineData("ä")]
    public void OtherFieldNamesShouldBeRefused(string name) =>
        Assert.Contains("cannot be the name of a field", Assert.Throws<ArgumentException>(() => Cql.Field(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void JoinedQueriesShouldKeepTheirMeaningWhateverThePrecedence()
    {
        Assert.Equal("a = 1 AND b = 2", s_a.And(s_b));
        Assert.Equal("(a = 1 AND b = 2) OR b = 2", s_a.And(s_b).Or(s_b));
        Assert.Equal("(a = 1 OR b = 2) AND b = 2", s_a.Or(s_b).And(s_b));
        Assert.Equal("a = 1 AND (NOT b = 2)", s_a.And(s_b.Not()));
        Assert.Equal("(x = 1\u00A0OR y = 2) AND a = 1", Cql.Raw("x = 1\u00A0OR y = 2").And(s_a));
        Assert.Equal("a = 1 ORDER BY created DESC, title ASC", s_a.OrderByDescending("created").OrderBy(Cql.Field("title")));
        Assert.Equal("a = 1 AND b = 2 order by x", Cql.Raw("a = 1 order by x").And(s_b));
    }

    [Fact]
    public void EmptyQueryShouldBeIgnored()
    {
        Assert.True(default(Cql).IsEmpty);
        Assert.Equal(s_a, default(Cql).And(s_a));
        Assert.Equal(s_a, s_a.Or(default));
        Assert.True(s_a != s_b && s_a == Cql.Query($"a = {1}"));
    }

    [Fact]
    public void TextOfTheLanguageOfSearchesShouldBeEscapedTwice()
    {
        Assert.Equal("""a ~ "c\\+" """.TrimEnd(), Cql.Query($"a ~ {Cql.Contains("c+")}"));
        Assert.Equal("""a ~ "\"c+\"" """.TrimEnd(), Cql.Query($"a ~ {Cql.ContainsPhrase("c+")}"));
        Assert.Equal("a ~ \"c*\"", Cql.Query($"a ~ {Cql.Matches("c*")}"));
    }
}

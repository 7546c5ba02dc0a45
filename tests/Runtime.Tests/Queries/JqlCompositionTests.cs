using Leeway.Queries;

namespace Leeway.Runtime.Tests.Queries;

/// <summary>How queries are joined, negated and sorted.</summary>
public sealed class JqlCompositionTests
{
    private static readonly Jql s_a = Jql.Raw("a = 1");
    private static readonly Jql s_b = Jql.Raw("b = 2");
    private static readonly Jql s_c = Jql.Raw("c = 3");

    [Fact]
    public void JoinedQueriesShouldKeepTheirMeaning()
    {
        Assert.Equal("a = 1 AND b = 2 AND c = 3", s_a.And(s_b).And(s_c));
        Assert.Equal("a = 1 OR b = 2 OR c = 3", s_a.Or(s_b.Or(s_c)));
        Assert.Equal("(a = 1 OR b = 2) AND c = 3", s_a.Or(s_b).And(s_c));
        Assert.Equal("a = 1 OR (b = 2 AND c = 3)", s_a.Or(s_b.And(s_c)));
        Assert.Equal("NOT (a = 1 AND b = 2)", s_a.And(s_b).Not());
        Assert.Equal("NOT a = 1 AND b = 2", s_a.Not().And(s_b));
        Assert.Equal("NOT (NOT a = 1)", s_a.Not().Not());
        Assert.Equal("(x = 1 and y = 2 | z = 3) AND a = 1", Jql.Raw("x = 1 and y = 2 | z = 3").And(s_a));
        Assert.Equal("x = \"AND\" OR a = 1", Jql.Raw("x = \"AND\"").Or(s_a));
        Assert.Equal("(x = 1 or y = 2) AND a = 1", Jql.Raw("(x = 1 or y = 2)").And(s_a));
    }

    [Fact]
    public void EmptyQueryShouldBeIgnored()
    {
        Assert.True(default(Jql).IsEmpty);
        Assert.True(Jql.Raw(" \n").IsEmpty);
        Assert.False(s_a.IsEmpty);
        Assert.False(default(Jql).OrderBy("x").IsEmpty);
        Assert.Equal("", default(Jql));
        Assert.Equal(s_a, s_a.And(default));
        Assert.Equal(s_a, default(Jql).And(s_a));
        Assert.Equal(s_a, s_a.Or(Jql.Raw(" ")));
        Assert.Equal(s_a, default(Jql).Or(s_a));
        Assert.Equal("(a = 1 OR b = 2) AND c = 3", default(Jql).And(s_a.Or(s_b)).And(s_c));
        Assert.True(default(Jql).And(default).IsEmpty);
        Assert.Contains("nothing to negate", Assert.Throws<InvalidOperationException>(() => default(Jql).Not()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldsShouldBeAddedToTheOrder()
    {
        Assert.Equal("a = 1 ORDER BY \"created\" ASC", s_a.OrderBy("created"));
        Assert.Equal("a = 1 ORDER BY cf[1] DESC, \"x \\\"y\" ASC", s_a.OrderByDescending(Jql.CustomField(1)).OrderBy("x \"y"));
        Assert.Equal("a = 1 order by x, \"y\" ASC", Jql.Raw("a = 1 order by x").OrderBy("y"));
        Assert.Equal("ORDER BY \"x\" DESC", default(Jql).OrderByDescending("x"));
        Assert.Throws<ArgumentException>(() => s_a.OrderBy(default(JqlField)));
        Assert.Throws<ArgumentException>(() => s_a.OrderBy(""));
    }

    [Fact]
    public void OrderShouldStayAtTheEnd()
    {
        Jql sorted = Jql.Query($"a = {1} OR b = {2}  ORDER  BY created");
        Assert.Equal("(a = 1 OR b = 2) AND c = 3 ORDER  BY created", sorted.And(s_c));
        Assert.Equal("a = 1 OR b = 2 OR c = 3 ORDER  BY created", sorted.Or(s_c));
        Assert.Equal("NOT (a = 1 OR b = 2) ORDER  BY created", sorted.Not());
        Assert.Equal("a = 1 ORDER BY \"x\" ASC", default(Jql).OrderBy("x").And(s_a));
        Assert.Equal("order by x", Jql.Raw("order by x").And(default));
        Assert.Equal("a = \"b order by c\" AND c = 3", Jql.Raw("a = \"b order by c\"").And(s_c));
        Assert.Equal("reorder = 1 AND c = 3", Jql.Raw("reorder = 1").And(s_c));
        Assert.Equal("a = b\\  AND c = 3 ORDER BY x", Jql.Raw("a = b\\  ORDER BY x").And(s_c));
    }

    [Fact]
    public void OrderOfTheOtherQueryShouldBeRefusedWithAdvice()
    {
        Assert.Contains("Call OrderBy on the joined query", Assert.Throws<ArgumentException>(() => s_a.And(s_b.OrderBy("x"))).Message, StringComparison.Ordinal);
        Assert.Contains("Call OrderBy on the joined query", Assert.Throws<ArgumentException>(() => default(Jql).Or(s_b.OrderBy("x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void QueriesShouldBeEqualByTheirText()
    {
        Jql same = Jql.Query($"a = {1}");
        Assert.True(s_a == same && s_a.Equals((object)same) && s_a.GetHashCode() == same.GetHashCode());
        Assert.True(s_a != s_b && !s_a.Equals((object)"a = 1"));
        Assert.True(default == Jql.Raw(""));
        Assert.True(Jql.Field("a") == Jql.Field("a") && Jql.Field("a") != Jql.Field("b"));
        Assert.True(Jql.Contains("a") == Jql.Matches("a") && Jql.Contains("*") != Jql.Matches("*"));
    }

    [Fact]
    public void QueryShouldBeFormattedAsItsText()
    {
        Span<char> buffer = stackalloc char[5];
        Assert.True(((ISpanFormattable)s_a).TryFormat(buffer, out int written, "X", null) && buffer[..written].SequenceEqual("a = 1"));
        Assert.False(((ISpanFormattable)s_a).TryFormat(buffer[1..], out written, "", null) || written != 0);
        Assert.Equal("a = 1", string.Create(null, $"{s_a}"));
        Assert.Equal("a = 1", ((IFormattable)s_a).ToString("X", null));
    }
}

using FsCheck;
using FsCheck.Fluent;
using Leeway.Cli.Queries;
using Leeway.Queries;
using Leeway.TimeLimit;

namespace Leeway.Cli.Tests.Queries;

/// <summary>No value can change a query. The tokenizer, which shares no code with the quoting, reads each value back.</summary>
public sealed class HostileValueTests
{
    /// <summary>Atlassian's parser takes milliseconds for a query, so that it judges fewer of them: about 100,000 values.</summary>
    private static readonly Config s_config = Config.QuickThrowOnFailure
        .WithMaxTest(JudgeFile.IsWanted ? 20_000 : TestSize.IsFull ? 100_000 : 1_000)
        .WithEndSize(15);

    [Fact]
    public void JqlShouldKeepItsClausesAndValues()
    {
        using JudgeFile judge = new();
        Prop.ForAll(HostileValue.ArrayOf(6), values =>
        {
            string[] list = [values[2], values[3]];
            Check(
                QueryDialect.Jql,
                judge,
                values[..4],
                () => Jql.Query($"project = {values[0]} AND (summary ~ {values[1]} OR NOT status in {list}) ORDER BY created DESC"),
                3,
                ["project", values[0], "summary", values[1], "status", values[2], values[3]]);
            Check(
                QueryDialect.Jql,
                judge,
                values[4..],
                () => Jql.Query($"summary ~ \"a {values[4]} {values[5]}\" AND text !~ '{values[5]}b' AND project WAS IN ({values[4]}) BY {values[5]}"),
                3,
                ["summary", "a " + values[4] + " " + values[5], "text", values[5] + "b", "project", values[4], values[5]]);
            Check(
                QueryDialect.Jql,
                judge,
                values[..2],
                () => Jql.Query($"{Jql.Field("f" + values[0])} = {values[1]} OR b = 1")
                    .And(Jql.Query($"NOT {Jql.Query($"c = {values[0]} OR d = {values[1]}")}"))
                    .OrderBy("f" + values[1])
                    .OrderByDescending("f" + values[0]),
                4,
                ["f" + values[0], values[1], "b", "1", "c", values[0], "d", values[1]]);
        }).Check(s_config);
    }

    [Fact]
    public void CqlShouldKeepItsClausesAndValues()
    {
        Prop.ForAll(HostileValue.ArrayOf(4), values =>
        {
            string[] list = [values[2], values[3]];
            Check(
                QueryDialect.Cql,
                null,
                values,
                () => Cql.Query($"space = {values[0]} AND (text ~ {values[1]} OR NOT label in {list}) ORDER BY created DESC"),
                3,
                ["space", values[0], "text", values[1], "label", values[2], values[3]]);
            Check(
                QueryDialect.Cql,
                null,
                values[..2],
                () => Cql.Query($"text ~ \"a {values[0]} {values[1]}\" OR title !~ '{values[1]}b'").And(Cql.Query($"space = {values[0]}")).OrderBy("title"),
                3,
                ["text", "a " + values[0] + " " + values[1], "title", values[1] + "b", "space", values[0]]);
        }).Check(s_config);
    }

    [Fact]
    public void QuotedValueShouldBeOneLineOfJql() => Prop.ForAll(HostileValue.Generator.Where(static v => !HostileValue.IsRefused(v)).ToArbitrary(), static value =>
    {
        string quoted = Jql.Quote(value);
        return !quoted.AsSpan().ContainsAny("\n\r\u0085\u2028\u2029") && QueryTokenizer.Tokenize(quoted, QueryDialect.Jql) is [{ Kind: QueryTokenKind.Quoted } token, _] && token.Text == value;
    }).Check(s_config);

    [Fact]
    public void SearchedTextShouldHaveNoOperators() => Prop.ForAll(HostileValue.Generator.ToArbitrary(), static text =>
    {
        string[] escaped = [Jql.Contains(text).ToString(), Cql.Contains(text).ToString()];
        string phrase = Jql.ContainsPhrase(text).ToString();
        return escaped.All(escaped => Unescape(escaped, "+-&|!(){}[]^\"~*?:/") == text
                && !escaped.Split(default(char[])).Any(static word => word is "AND" or "OR" or "NOT"))
            && phrase is ['"', .., '"'] && Unescape(phrase[1..^1], "\"") == text;
    }).Check(s_config);

    private static void Check(QueryDialect dialect, JudgeFile? judge, string[] values, Func<string> build, int clauses, string[] texts)
    {
        if (values.Any(HostileValue.IsRefused))
        {
            Assert.Throws<ArgumentException>(build);
            return;
        }

        string query = build();
        Assert.Equal(clauses, ClauseCounter.Count(query, dialect));
        IEnumerable<QueryToken> tokens = QueryTokenizer.Tokenize(query, dialect).TakeWhile(static token => !token.IsKeyword("order"));
        Assert.Equal(texts, tokens.Where(static token => token.IsText).Select(static token => token.Text));
        judge?.Add(query, clauses, texts);
    }

    /// <summary>Removes the escapes of a text search; null if an operator is not escaped.</summary>
    private static string? Unescape(string escaped, string operators)
    {
        List<char> text = [];
        for (int i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\')
            {
                i++;
            }
            else if (operators.Contains(escaped[i]))
            {
                return null;
            }

            text.Add(escaped[i]);
        }

        return new string([.. text]);
    }
}

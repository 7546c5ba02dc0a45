using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Queries;

public class QueryStringCodeFixTests
{
    [Theory]
    [InlineData("$\"project = {key} AND updated >= -{days}d ORDER BY created\"", "$\"project = {key} AND updated >= -{days}d ORDER BY created\"")]
    [InlineData("$\"created > {date} AND color = {color} OR a != {flag}\"", "$\"created > {date} AND color = {color} OR a != {flag}\"")]
    [InlineData("$\"created > {date:yyyy-MM-dd}\"", "$\"created > {date:yyyy-MM-dd}\"")]
    [InlineData("$\"a = {key.Trim()} AND {known}\"", "$\"a = {key.Trim()} AND {known}\"")]
    [InlineData("$\"a = {(flag ? key : text)}\"", "$\"a = {(flag ? key : text)}\"")]
    [InlineData("$\"a = {$\"{key}-{{{days}}}\"}\"", "$\"a = {$\"{key}-{{{days}}}\"}\"")]
    [InlineData("$\"a = {key + \"x\"}\"", "$\"a = {key + \"x\"}\"")]
    [InlineData("$\"a = \\\"{{x\\\" AND b = {key}\"", "$\"a = \\\"{{x\\\" AND b = {key}\"")]
    [InlineData("$\"a in ({key}, {text}) AND b in membersOf({key})\"", "$\"a in ({key}, {text}) AND b in membersOf({key})\"")]
    [InlineData("$\"a in {keys} AND b not in ({keys})\"", "$\"a in {keys} AND b not in ({keys})\"")]
    [InlineData("$\"a was not {key} AND b changed from {key} to {text} by {text} after {date}\"", "$\"a was not {key} AND b changed from {key} to {text} by {text} after {date}\"")]
    public Task InterpolatedStringShouldBecomeAQuery(string before, string after) => CheckAsync(before, after);

    [Theory]
    [InlineData("$\"summary ~ \\\"{text}\\\" AND a = 'x'\"", "$\"summary ~ {text} AND a = 'x'\"")]
    [InlineData("$\"summary ~ '{text}'\"", "$\"summary ~ {text}\"")]
    [InlineData("$\"summary ~ \\'{text}\\'\"", "$\"summary ~ {text}\"")]
    [InlineData("$\"a in (\\\"{key}\\\",'{text}')\"", "$\"a in ({key},{text})\"")]
    [InlineData("$\"a in ('{key}')\"", "$\"a in ({key})\"")]
    [InlineData("$@\"summary ~ \"\"{text}\"\" AND a = '{key}'\"", "$@\"summary ~ {text} AND a = {key}\"")]
    [InlineData("$\"\"\"summary ~ \"{text}\" AND a = 1\"\"\"", "$\"\"\"summary ~ {text} AND a = 1\"\"\"")]
    [InlineData("$$\"\"\"summary ~ \"{{text}}\" AND a = \"{x}\" \"\"\"", "$$\"\"\"summary ~ {{text}} AND a = \"{x}\" \"\"\"")]
    [InlineData("$\"summary ~ \\\"{text}*\\\"\"", "$\"summary ~ \\\"{text}*\\\"\"")]
    [InlineData("$\"summary ~ \\\"\\\\\\\"{text}\\\\\\\"\\\"\"", "$\"summary ~ \\\"\\\\\\\"{text}\\\\\\\"\\\"\"")]
    [InlineData("$\"a = '{key}-{days}' AND b = '\\\"{text}\\\"'\"", "$\"a = '{key}-{days}' AND b = '\\\"{text}\\\"'\"")]
    [InlineData("$\"a = \\u0022{key}\\u0022\"", "$\"a = \\u0022{key}\\u0022\"")]
    [InlineData("$\"\\\"{key}\\\" = {text}\"", "$\"\\\"{key}\\\" = {text}\"")]
    [InlineData("$\"created > '{date:yyyy-MM-dd}'\"", "$\"created > {date:yyyy-MM-dd}\"")]
    public Task QuotationMarksAroundAWholeValueShouldBeRemoved(string before, string after) => CheckAsync(before, after);

    [Theory]
    [InlineData("$\"{key} = {text} ORDER BY {key} DESC, {text}\"", "$\"{Jql.Field(key)} = {text} ORDER BY {Jql.Field(key)} DESC, {Jql.Field(text)}\"")]
    [InlineData("$\"a = {text} AND ({key} in {keys} OR not {key} is EMPTY)\"", "$\"a = {text} AND ({Jql.Field(key)} in {keys} OR not {Jql.Field(key)} is EMPTY)\"")]
    [InlineData("$\"{Api.Base} AND a = {key}\"", "$\"{Jql.Raw(Api.Base)} AND a = {key}\"")]
    [InlineData("Api.Base + \" AND a = \" + key", "$\"{Jql.Raw(Api.Base)} AND a = {key}\"")]
    [InlineData("$\"a = {Jql.Quote(key)} AND b = {text}\"", "$\"a = {key} AND b = {text}\"")]
    [InlineData("$\"a in ({string.Join(\", \", keys)})\"", "$\"a in ({keys})\"")]
    [InlineData("$\"a in ({string.Join(\",\", keys.Select(k => $\"\\\"{k}\\\"\"))})\"", "$\"a in ({keys})\"")]
    [InlineData("$\"a in ({string.Join(',', keys.Select(k => \"'\" + k + \"'\"))})\"", "$\"a in ({keys})\"")]
    [InlineData("$\"a in (\\\"{string.Join(\"\\\", \\\"\", keys)}\\\")\"", "$\"a in ({keys})\"")]
    public Task FieldsClausesAndListsShouldKeepTheirMeaning(string before, string after) => CheckAsync(before, after);

    [Theory]
    [InlineData("\"project = \" + key", "$\"project = {key}\"")]
    [InlineData("\"a = \\\"\" + key + \"\\\" AND b = '\" + (text) + \"' AND c = \" + days", "$\"a = {key} AND b = {text} AND c = {days}\"")]
    [InlineData("\"a = \" + '\"' + key + '\"'", "$\"a = {key}\"")]
    [InlineData("\"a = {}\\t AND b = \" + (flag ? key : text)", "$\"a = {{}}\\t AND b = {(flag ? key : text)}\"")]
    [InlineData("\"a = \" + global::System.Environment.MachineName", "$\"a = {(global::System.Environment.MachineName)}\"")]
    [InlineData("\"a = \" + (days + 1) + (\" AND b = \" + key)", "$\"a = {days + 1} AND b = {key}\"")]
    [InlineData("@\"a = \"\"\" + key + @\"\"\" AND b = '\\\\'\"", "$@\"a = {key} AND b = '\\\\'\"")]
    [InlineData("@\"a = '\" + key + \"' AND b = \\\"c\\\"\"", "$\"a = {key} AND b = \\\"c\\\"\"")]
    [InlineData("\"a = \" + @\"\"\"\\\\\"\" AND b = \" + key", "$\"a = \\\"\\\\\\\\\\\" AND b = {key}\"")]
    [InlineData("$\"a = {days} AND \" + \"b = {} AND c = \" + $\"{key}\"", "$\"a = {days} AND b = {{}} AND c = {key}\"")]
    [InlineData("\"\"\"a = \"{}\" AND b = \"\"\" + key", "$$$\"\"\"a = \"{}\" AND b = \"\"\" + $\"{key}\"")]
    [InlineData("string.Concat(\"a = \", key, \" AND b = \", days)", "$\"a = {key} AND b = {days}\"")]
    [InlineData("string.Format(\"a = '{0}' AND b = {1} AND c = '{{0}}'\", key, days)", "$\"a = {key} AND b = {days} AND c = '{{0}}'\"")]
    [InlineData("string.Format(CultureInfo.InvariantCulture, @\"a = \"\"{0}\"\" AND b > {1:yyyy-MM-dd} AND c = {0}\", key, date)", "$@\"a = {key} AND b > {date:yyyy-MM-dd} AND c = {key}\"")]
    [InlineData("string.Format(\"\"\"a = \"{0}\" AND b = {1}\"\"\", flag ? key : text, days)", "$\"\"\"a = {(flag ? key : text)} AND b = {days}\"\"\"")]
    public Task OtherStringsShouldBecomeAnInterpolatedString(string before, string after) => CheckAsync(before, after);

    [Theory]
    [InlineData("Api.Search([|$\"a = {key}\"|], 7);", "Api.Search(Jql.Query($\"a = {key}\"), 7);")]
    [InlineData("Api.Search(max: 7, jql: [|$\"a = {key}\"|]);", "Api.Search(max: 7, jql: Jql.Query($\"a = {key}\"));")]
    [InlineData("Api.Find(null, max: 7, jql: [|$\"a = {key}\"|]);", "Api.Find(null, max: 7, jql: Jql.Query($\"a = {key}\"));")]
    [InlineData("Api.Many([|$\"a = {key}\"|], key, text);", "Api.Many(Jql.Query($\"a = {key}\"), key, text);")]
    [InlineData("Api.Content([|$\"a = {key} and {text} = 1\"|]);", "Api.Content(Cql.Query($\"a = {key} and {Cql.Field(text)} = 1\"));")]
    [InlineData("thing.Run([|$\"a = {key}\"|]);", "thing.Run(Jql.Query($\"a = {key}\"));")]
    [InlineData("_ = new Request()[[|$\"a = {key}\"|]];", "_ = new Request()[Jql.Query($\"a = {key}\")];")]
    [InlineData("_ = new Request([|$\"a = {key}\"|]) { Jql = [|$\"a = {key}\"|], CQL = [|\"a = \" + key|] };", "_ = new Request(Jql.Query($\"a = {key}\")) { Jql = Jql.Query($\"a = {key}\"), CQL = Cql.Query($\"a = {key}\") };")]
    [InlineData("_ = new Saved(key, null) with { Jql = [|$\"a = {key}\"|] };", "_ = new Saved(key, null) with { Jql = Jql.Query($\"a = {key}\") };")]
    [InlineData("Func<string, Task<string>> run = text => Api.GetAsync([|$\"a = {text}\"|]);", "Func<string, Task<string>> run = text => Api.GetAsync(Jql.Query($\"a = {text}\"));")]
    [InlineData("Api.Search([|flag ? $\"a = {key}\" : null|]);", "Api.Search(flag ? Jql.Query($\"a = {key}\") : null);")]
    [InlineData("Api.Search(([|flag ? $\"a = {key}\" : \"b = \" + key|]));", "Api.Search((flag ? Jql.Query($\"a = {key}\") : Jql.Query($\"b = {key}\")));")]
    [InlineData("Api.Search([|maybe ?? $\"a = {key}\"|]);", "Api.Search(maybe ?? Jql.Query($\"a = {key}\"));")]
    [InlineData("Api.Search([|(string)$\"a = {key}\"!|]);", "Api.Search((string)Jql.Query($\"a = {key}\")!);")]
    [InlineData("Api.Search([|days switch { 1 => \"a = 1\", 2 => null, _ => $\"a = {key}\" }|]);", "Api.Search(days switch { 1 => \"a = 1\", 2 => null, _ => Jql.Query($\"a = {key}\") });")]
    [InlineData("var found = await Api.GetAsync([|$\"a = {key}\"|]);", "var found = await Api.GetAsync(Jql.Query($\"a = {key}\"));")]
    [InlineData("Api.Search(/* all */ [|$\"a = {key}\"|] /* of it */);", "Api.Search(/* all */ Jql.Query($\"a = {key}\") /* of it */);")]
    public Task EveryPlaceShouldBeFixed(string before, string after) => CheckStatementsAsync(before, after);

    [Theory]
    [InlineData("var jql = $\"a = {key}\"; Api.Search([|jql|]); Api.Find(jql: [|jql|], filter: null);", "var jql = Jql.Query($\"a = {key}\"); Api.Search(jql); Api.Find(jql: jql, filter: null);")]
    [InlineData("var jql = $\"a = {key}\"; Console.WriteLine(jql); Api.Search([|jql|]);", "string jql = Jql.Query($\"a = {key}\"); Console.WriteLine(jql); Api.Search(jql);")]
    [InlineData("var jql = $\"a = {key}\"; jql = \"b = 1\"; Api.Search([|jql|]);", "string jql = Jql.Query($\"a = {key}\"); jql = \"b = 1\"; Api.Search(jql);")]
    [InlineData("var jql = flag ? $\"a = {key}\" : null; Api.Search([|jql|]);", "string jql = flag ? Jql.Query($\"a = {key}\") : null; Api.Search(jql);")]
    [InlineData("string jql = \"a = 1\"; if (flag) jql = $\"a = {key}\"; else jql = \"b = \" + key; Api.Search([|jql|]);", "string jql = \"a = 1\"; if (flag) jql = Jql.Query($\"a = {key}\"); else jql = Jql.Query($\"b = {key}\"); Api.Search(jql);")]
    [InlineData("var first = $\"a = {key}\"; var jql = first; Api.Search([|jql|]);", "string first = Jql.Query($\"a = {key}\"); var jql = first; Api.Search(jql);")]
    public Task VariablesShouldBeFixedWhereTheStringIsMade(string before, string after) => CheckStatementsAsync(before, after, checksAll: true);

    /// <summary>The meaning of a value that is not known could change. The warning stays.</summary>
    [Theory]
    [InlineData("$\"a = {key,10}\"")]
    [InlineData("$\"{text} AND a = {key}\"")]
    [InlineData("$\"{maybe} {key}\"")]
    [InlineData("$\"a = 1 AND {text}\"")]
    [InlineData("$\"a {text} {key}\"")]
    [InlineData("$\"a = ABC-{key}\"")]
    [InlineData("$\"a = {key}x\"")]
    [InlineData("$\"a = {key}{text}\"")]
    [InlineData("$\"a in ({text})\"")]
    [InlineData("$\"a in {text}\"")]
    [InlineData("$\"a in ({string.Join(\" \", keys)})\"")]
    [InlineData("$\"a in ({string.Join(\",\", keys.Select(k => k + \"x\"))})\"")]
    [InlineData("$\"a = {thing}\"")]
    [InlineData("$\"a = '{thing}'\"")]
    [InlineData("$\"a = '{keys} '\"")]
    [InlineData("$\"a = \\\"{key}\"")]
    [InlineData("$\"(a = {key}\"")]
    [InlineData("$\"a = {key})\"")]
    [InlineData("$\"{Api.Start}{key}\"")]
    [InlineData("$\"a = {key} ORDER BY b {(flag ? \"ASC\" : \"DESC\")}\"")]
    [InlineData("$\"a = {await Api.GetAsync(key)}\"")]
    [InlineData("string.Format(key, text)")]
    [InlineData("string.Format(\"a = {0,5}\", key)")]
    [InlineData("string.Format(\"a = {1} AND b = {0}\", key.Trim(), text.Trim())")]
    [InlineData("string.Format(\"a = {0}\", new object[] { key })")]
    [InlineData("string.Format(format: \"a = {0}\", arg0: key)")]
    [InlineData("string.Concat(keys)")]
    [InlineData("string.Join(\" AND \", keys)")]
    [InlineData("new StringBuilder(\"a = \").Append(key).ToString()")]
    [InlineData("maybe + key")]
    [InlineData("flag ? $\"a = {key}\" : $\"{text} AND a = {key}\"")]
    public Task FixShouldNotBeOfferedIfTheMeaningIsNotKnown(string query) => CheckSameAsync($"Api.Search([|{query}|]);");

    [Theory]
    [InlineData("string jql = \"a = 1\"; jql += $\" AND b = {key}\"; Api.Search([|jql|]);")]
    [InlineData("string jql = \"a = 1\"; jql += flag ? ($\" AND b = {key}\") : \"\"; Api.Search([|jql|]);")]
    [InlineData("string jql = $\"a = {key}\"; jql += key; Api.Search([|jql|]);")]
    [InlineData("var jql = new StringBuilder(); jql.Append(key); Api.Search([|jql.ToString()|]);")]
    [InlineData("System.Linq.Expressions.Expression<Action> later = () => Api.Search([|$\"a = {key}\"|], 1);")]
    public Task FixShouldNotBeOfferedWhereAQueryCannotBe(string statements) => CheckSameAsync(statements);

    [Fact]
    public Task LinesShouldBeKept() => CheckStatementsAsync(
        """"
        thing
            .ToString()!
            .Run([|"a = " + key // the key
                + " AND b = '" + text
                + "' AND c > " // the date
                + date + " AND d = " + days|]);
        Api.Search([|$"""
            a = "{key}"
              AND b = "{text}"
            """|]);
        Api.Search([|$$"""
            a = "{{key}}" AND b = "{x}"
            """
            + " AND c = " + days|]);
        Api.Search([|$@"a = ""{key}""
              AND b = {text}"|]);
        Api.Search([|string.Concat(
            "a = ",
            key)|]);
        """",
        """"
        thing
            .ToString()!
            .Run(Jql.Query($"a = {key}" // the key
                + $" AND b = {text}"
                + $" AND c > " // the date
                + $"{date} AND d = {days}"));
        Api.Search(Jql.Query($"""
            a = {key}
              AND b = {text}
            """));
        Api.Search(Jql.Query($$"""
            a = {{key}} AND b = "{x}"
            """
            + $" AND c = {days}"));
        Api.Search(Jql.Query($@"a = {key}
              AND b = {text}"));
        Api.Search(Jql.Query($"a = {key}"));
        """",
        checksAll: true);

    [Fact]
    public Task CallInAValueShouldBeFixedAfterTheOuterOne() => new QueryStringCodeFixTest(
        QueryProgram.Create("Api.Search([|$\"a = {new Request([|$\"b = {key}\"|]).Jql}\"|]);"),
        QueryProgram.Create("Api.Search(Jql.Query($\"a = {new Request(Jql.Query($\"b = {key}\")).Jql}\"));"),
        checksAll: true)
    {
        NumberOfIncrementalIterations = 2,
        NumberOfFixAllIterations = 2,
        NumberOfFixAllInDocumentIterations = 2,
    }.RunAsync();

    [Theory]
    [InlineData("", "using Leeway.Queries;\n\n")]
    [InlineData("// The program.\n\nusing System;\nusing Zebra;\n\nnamespace Zebra { }\n\n", "// The program.\n\nusing System;\nusing Leeway.Queries;\nusing Zebra;\n\nnamespace Zebra { }\n\n")]
    [InlineData("global using Leeway.Queries;\n\n", "global using Leeway.Queries;\n\n")]
    public Task NamespaceShouldBeImported(string before, string after) => new QueryStringCodeFixTest(
        QueryProgram.Create("Api.Search([|$\"a = {key}\"|]);", before),
        QueryProgram.Create("Api.Search(Jql.Query($\"a = {key}\"));", after)).RunAsync();

    [Fact]
    public Task NameOfAnotherMemberShouldBeAvoided() => new QueryStringCodeFixTest(
        """
        internal class Filter
        {
            public string? Jql { get; set; }

            public void Set(string key) => Jql = [|$"{key} = {key}"|];
        }
        """,
        """
        internal class Filter
        {
            public string? Jql { get; set; }

            public void Set(string key) => Jql = Leeway.Queries.Jql.Query($"{Leeway.Queries.Jql.Field(key)} = {key}");
        }
        """).RunAsync();

    [Fact]
    public Task MembersShouldBeFixed() => new QueryStringCodeFixTest(
        """
        using Leeway.Queries;

        internal class Base(string jql) { }

        internal class Derived(string key) : Base([|$"b = {key}"|])
        {
            private static readonly Request s_request = new([|"h = " + Environment.MachineName|]);

            public Derived() : this("c") => new Request().Run([|$"d = {Environment.MachineName}"|]);

            public Task<string> RunAsync(string text) => Api.GetAsync([|$"e = {text}"|]);
        }
        """,
        """
        using Leeway.Queries;

        internal class Base(string jql) { }

        internal class Derived(string key) : Base(Jql.Query($"b = {key}"))
        {
            private static readonly Request s_request = new(Jql.Query($"h = {Environment.MachineName}"));

            public Derived() : this("c") => new Request().Run(Jql.Query($"d = {Environment.MachineName}"));

            public Task<string> RunAsync(string text) => Api.GetAsync(Jql.Query($"e = {text}"));
        }
        """,
        checksAll: true).RunAsync();

    [Fact]
    public Task TopLevelStatementsShouldBeFixed() => new QueryStringCodeFixTest(
        "var jql = $\"a = '{args[0]}'\";\nApi.Search([|jql|]);\n",
        "using Leeway.Queries;\n\nvar jql = Jql.Query($\"a = {args[0]}\");\nApi.Search(jql);\n")
    {
        TestState = { OutputKind = OutputKind.ConsoleApplication },
    }.RunAsync();

    [Fact]
    public Task ActionShouldSayWhatItDoes() => new QueryStringCodeFixTest(
        QueryProgram.Create("Api.Content([|$\"a = {key}\"|]);"), QueryProgram.Create("Api.Content(Cql.Query($\"a = {key}\"));"))
    {
        CodeActionVerifier = static (action, verifier) => verifier.Equal("Use Cql.Query, which quotes each value", action.Title),
    }.RunAsync();

    private static Task CheckAsync(string before, string after) =>
        CheckStatementsAsync($"Api.Search([|{before}|]);", $"Api.Search(Jql.Query({after}));");

    private static Task CheckSameAsync(string statements) => CheckStatementsAsync(statements, statements);

    private static Task CheckStatementsAsync(string before, string after, bool checksAll = false) =>
        new QueryStringCodeFixTest(QueryProgram.Create(before), QueryProgram.Create(after), checksAll).RunAsync();
}

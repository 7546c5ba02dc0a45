using System.Collections.Immutable;
using System.Globalization;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Queries;

public class QueryStringAnalyzerTests
{
    /// <summary>Every way to make a string from a value.</summary>
    [Theory]
    [InlineData("$\"project = {key}\"")]
    [InlineData("$@\"project = {key}\"")]
    [InlineData("$\"\"\"project = {key}\"\"\"")]
    [InlineData("$$\"\"\"project = {{key}}\"\"\"")]
    [InlineData("$\"project = {key,10:x} {{\"")]
    [InlineData("$\"updated >= -{days}d\"")]
    [InlineData("$\"{Api.Start}{key}\"")]
    [InlineData("$\"project = {$\"{key}-X\"}\"")]
    [InlineData("$\"project = {\"A\" + key}\"")]
    [InlineData("$\"{known} AND project = {key}\"")]
    [InlineData("\"project = \" + key")]
    [InlineData("\"updated >= -\" + days + \"d\"")]
    [InlineData("(\"project = \" + (key)) + \" ORDER BY created\"")]
    [InlineData("key + \" ORDER BY created\"")]
    [InlineData("$\"project = {key}\" + $\" AND created > {days}\"")]
    [InlineData("string.Format(\"project = {0}\", key)")]
    [InlineData("string.Format(CultureInfo.InvariantCulture, \"project = {0} AND a = {1}\", key, days)")]
    [InlineData("string.Format(\"{0}{1}{2}{3}{4}\", key, 1, 2, 3, 4)")]
    [InlineData("string.Concat(\"project = \", key)")]
    [InlineData("string.Concat(\"a\", \"b\", \"c\", \"d\", key)")]
    [InlineData("$\"text ~ '{Jql.Matches(key)}'\"")]
    [InlineData("string.Concat(keys)")]
    [InlineData("string.Join(\" AND \", keys)")]
    [InlineData("string.Join(\" AND \", \"a = 1\", key, \"b = 2\")")]
    [InlineData("string.Create(CultureInfo.InvariantCulture, $\"project = {days}\")")]
    [InlineData("FormattableString.Invariant($\"project = {days}\")")]
    [InlineData("new StringBuilder(\"project = \").Append(key).Append(\" ORDER BY created\").ToString()")]
    [InlineData("new StringBuilder().Append($\"project = {key}\").ToString()")]
    [InlineData("new StringBuilder($\"project = {key}\").ToString()")]
    [InlineData("($\"project = {key}\")")]
    [InlineData("$\"project = {key}\"!")]
    [InlineData("(string)$\"project = {key}\"")]
    [InlineData("flag ? $\"project = {key}\" : \"project = X\"")]
    [InlineData("flag ? null : $\"project = {key}\"")]
    [InlineData("maybe ?? $\"project = {key}\"")]
    [InlineData("days switch { 1 => \"a = 1\", 2 when flag => (\"a = \" + key), _ => null }")]
    [InlineData("maybe = $\"project = {key}\"")]
    [InlineData("maybe ??= $\"project = {key}\"")]
    [InlineData("maybe += \" AND project = \" + key")]
    [InlineData("flag ? maybe ?? (days switch { _ => $\"project = {key}\" }) : null")]
    public async Task StringMadeOfValuesShouldCauseAWarning(string query)
    {
        Diagnostic diagnostic = Assert.Single(await QueryStringRun.OfAsync($"Api.Search({query});"));
        Assert.Equal(("LEE4001", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(QueryStringRun.FindText(diagnostic), query, StringComparison.Ordinal);
    }

    /// <summary>Every place that a query can be passed to.</summary>
    [Theory]
    [InlineData("Api.Search($\"a = {key}\");")]
    [InlineData("Api.Search(max: 5, jql: $\"a = {key}\");")]
    [InlineData("Api.Find(null, max: 5, jql: \"a = \" + key);")]
    [InlineData("Api.Many($\"a = {key}\", key, $\"{text}\");")]
    [InlineData("Api.Content($\"a = {key}\");")]
    [InlineData("thing.Run($\"a = {key}\");")]
    [InlineData("Api.Run(thing, $\"a = {key}\");")]
    [InlineData("await Api.GetAsync($\"a = {key}\");")]
    [InlineData("_ = new Request($\"a = {key}\");")]
    [InlineData("Request request = new($\"a = {key}\");")]
    [InlineData("_ = new Request()[$\"a = {key}\"];")]
    [InlineData("_ = new Request { Query = $\"a = {key}\", Jql = $\"b = {key}\" };")]
    [InlineData("_ = new Request { CQL = $\"b = {key}\" };")]
    [InlineData("var request = new Request(); request.Jql = $\"b = {key}\";")]
    [InlineData("var request = new Request(); request.Jql += key;")]
    [InlineData("var request = new Request(); request.Jql ??= \"a = \" + key;")]
    [InlineData("_ = new Saved(\"mine\", $\"a = {key}\");")]
    [InlineData("_ = new Saved(\"mine\", null) with { Name = $\"a = {key}\", Jql = $\"a = {key}\" };")]
    [InlineData("Send send = Console.WriteLine; send($\"a = {key}\");")]
    [InlineData("Action later = () => Api.Search($\"a = {key}\"); later();")]
    [InlineData("Func<string, string> later = jql => jql; void Local(string Jql) { } Local($\"a = {key}\"); later($\"a = {key}\");")]
    [InlineData("System.Linq.Expressions.Expression<Action> later = () => Api.Search($\"a = {key}\", 1);")]
    public async Task EveryPlaceShouldBeChecked(string statements) => Assert.Equal("LEE4001", Assert.Single(await QueryStringRun.OfAsync(statements)).Id);

    [Theory]
    [InlineData("var jql = $\"a = {key}\"; Api.Search(jql);")]
    [InlineData("string jql; jql = \"a = \" + key; Api.Search(jql);")]
    [InlineData("string jql = \"a = 1\"; if (flag) { jql += \" AND b = \" + key; } Api.Search(jql);")]
    [InlineData("string jql = \"a = 1\"; jql += key; Api.Search(jql);")]
    [InlineData("string? jql = null; jql ??= $\"a = {key}\"; Api.Search(jql);")]
    [InlineData("var first = $\"a = {key}\"; var second = first; var jql = second; Api.Search(jql);")]
    [InlineData("string first = \"a\", second = first; first = second + key; Api.Search(second);")]
    [InlineData("var jql = flag ? $\"a = {key}\" : null; Action later = () => Api.Search(jql); later();")]
    [InlineData("text = $\"a = {key}\"; Api.Search(text);")]
    [InlineData("var jql = new StringBuilder(\"a = \"); jql.Append(key); Api.Search(jql.ToString());")]
    [InlineData("var jql = new StringBuilder(); jql.Append(\"a = 1\").AppendFormat(\"b = {0}\", key); Api.Search(jql.ToString());")]
    [InlineData("var jql = new StringBuilder(); jql.Append($\"b = {key}\"); Api.Search(jql.ToString());")]
    [InlineData("var jql = new StringBuilder().Append(key); var all = jql.ToString(); Api.Search(all);")]
    public async Task VariablesShouldBeFollowed(string statements)
    {
        Diagnostic diagnostic = Assert.Single(await QueryStringRun.OfAsync(statements));
        Assert.Equal("LEE4001", diagnostic.Id);
        Assert.DoesNotContain("{", QueryStringRun.FindText(diagnostic), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Api.Search(\"a = 1\");")]
    [InlineData("Api.Search($\"a = {1}\");")]
    [InlineData("Api.Search(Api.Base + \" AND b = 1\");")]
    [InlineData("Api.Search($\"{Api.Base} AND {nameof(key)} = 1\");")]
    [InlineData("Api.Search($\"a = 1 ORDER BY b {(flag ? \"ASC\" : \"DESC\")}\");")]
    [InlineData("Api.Search(\"a = 1\" + (days switch { 1 => \"\", _ => \" ORDER BY b\" }));")]
    [InlineData("Api.Search(string.Format(\"a = {0}\", \"b\"));")]
    [InlineData("Api.Search(string.Join(\" AND \", \"a = 1\", Api.Base));")]
    [InlineData("Api.Search(key);")]
    [InlineData("Api.Search(maybe ?? key);")]
    [InlineData("Api.Search(flag ? key : \"a = 1\");")]
    [InlineData("Api.Search(new Request().Jql);")]
    [InlineData("Api.Search(await Api.GetAsync(key));")]
    [InlineData("Api.Search(key.Replace(\"a\", text));")]
    [InlineData("Api.Search(null);")]
    [InlineData("Api.Search(default(string));")]
    [InlineData("var jql = key; Api.Search(jql);")]
    [InlineData("string jql = jql = key; Api.Search(jql);")]
    [InlineData("var jql = new StringBuilder(\"a = 1\").Append(\" AND b = 2\"); Api.Search(jql.ToString());")]
    [InlineData("Api.Text($\"a = {key}\");")]
    [InlineData("Api.Find($\"a = {key}\");")]
    [InlineData("_ = new Request { Query = $\"a = {key}\" };")]
    [InlineData("Api.Search(Jql.Query($\"a = {key}\"));")]
    [InlineData("Api.Content(Cql.Query($\"a = {key}\"));")]
    [InlineData("Api.Find(null, Jql.Query($\"a = {key}\"));")]
    [InlineData("string jql = Jql.Query($\"a = {key}\"); Api.Search(jql); Api.Find(jql, jql);")]
    [InlineData("Api.Search(Jql.Raw($\"a = {days}\"));")]
    [InlineData("Api.Search($\"{known} ORDER BY created\");")]
    [InlineData("Api.Search(known + \" ORDER BY created\");")]
    [InlineData("Api.Search(known.ToString() + \" ORDER BY created\");")]
    [InlineData("Api.Search($\"project = {Jql.Quote(key)} ORDER BY {Jql.Field(text)}\");")]
    [InlineData("string jql = \"a = 1\"; jql += Jql.Query($\" AND b = {key}\"); Api.Search(jql);")]
    [InlineData("Api.Search(jql: known);")]
    [InlineData("int jql = 1; jql += days; Action<int> run = _ => { }; run(jql);")]
    public async Task OtherStringsShouldCauseNoWarning(string statements) => Assert.Empty(await QueryStringRun.OfAsync(statements));

    [Theory]
    [InlineData("Api.Search($\"a = {key} AND b = {text}\");", "The parameter 'jql' of 'Search' receives a string that contains the value of 'key', which can change the query. Use Jql.Query($\"…\"), which quotes each value.")]
    [InlineData("Api.Content(\"a = \" + text.Trim());", "The parameter 'cql' of 'Content' receives a string that contains the value of 'text.Trim()', which can change the query. Use Cql.Query($\"…\"), which quotes each value.")]
    [InlineData("_ = new Request(string.Format(\"{0}\", date));", "The parameter 'jql' of 'Request' receives a string that contains the value of 'date', which can change the query. Use Jql.Query($\"…\"), which quotes each value.")]
    [InlineData("_ = new Request()[string.Join(\",\", keys)];", "The parameter 'jql' of 'Request' receives a string that contains the value of 'keys', which can change the query. Use Jql.Query($\"…\"), which quotes each value.")]
    [InlineData("Send send = Console.WriteLine; send(key + text);", "The parameter 'jql' of 'Send' receives a string that contains the value of 'key', which can change the query. Use Jql.Query($\"…\"), which quotes each value.")]
    [InlineData("_ = new Request { Jql = $\"a = {days + 1}\" };", "The property 'Jql' of 'Request' receives a string that contains the value of 'days + 1', which can change the query. Use Jql.Query($\"…\"), which quotes each value.")]
    [InlineData("_ = new Request { CQL = $\"a = {(flag ? key :\n text)}\" };", "The field 'CQL' of 'Request' receives a string that contains the value of 'flag ? key :  text', which can change the query. Use Cql.Query($\"…\"), which quotes each value.")]
    public async Task MessageShouldNameThePlaceAndTheValueAndSayWhatToDo(string statements, string message) =>
        Assert.Equal(message, Assert.Single(await QueryStringRun.OfAsync(statements)).GetMessage(CultureInfo.InvariantCulture));

    [Fact]
    public async Task MembersShouldBeChecked()
    {
        ImmutableArray<Diagnostic> diagnostics = await QueryStringRun.OfProgramAsync("""
            internal class Base(string jql) { public string Jql { get; set; } = $"a = {Environment.MachineName}"; private string cql = "a = " + Environment.MachineName; }
            internal class Derived(string key) : Base($"b = {key}")
            {
                public Derived() : this("c") => Jql = $"d = {Environment.MachineName}";
                public Task<string> RunAsync(string text) => Api.GetAsync($"e = {text}");
                public string Text { get { return new Request { Jql = "f = " + key }.Query!; } }
                [Obsolete($"g = {nameof(Jql)}")]
                public static readonly Request Request = new("h = " + DateTime.Now);
            }
            """);
        Assert.Equal(
            ["$\"a = {Environment.MachineName}\"", "\"a = \" + Environment.MachineName", "$\"b = {key}\"", "$\"d = {Environment.MachineName}\"", "$\"e = {text}\"", "\"f = \" + key", "\"h = \" + DateTime.Now"],
            diagnostics.Select(QueryStringRun.FindText));
    }

    [Fact]
    public async Task TopLevelStatementsShouldBeChecked()
    {
        Diagnostic diagnostic = Assert.Single(await QueryStringRun.OfProgramAsync(
            "var jql = $\"a = {args[0]}\"; Api.Search(jql);", kind: OutputKind.ConsoleApplication));
        Assert.Equal("jql", QueryStringRun.FindText(diagnostic));
    }

    [Theory]
    [InlineData("// <auto-generated/>\n", "Program.cs")]
    [InlineData("", "Program.g.cs")]
    public async Task GeneratedCodeShouldBeIgnored(string header, string path) =>
        Assert.Empty(await QueryStringRun.OfProgramAsync(header + QueryProgram.Create("Api.Search($\"a = {key}\");"), path));

    [Fact]
    public async Task ProjectWithoutLeewayShouldBeIgnored()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("class C { void M(string jql) => M($\"a = {jql}\"); }", cancellationToken: TestContext.Current.CancellationToken)],
            Generation.References.Where(static r => Path.GetFileName(r.Display) != "Leeway.dll"),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(await QueryStringRun.OfAsync(compilation));
        Assert.Single(await QueryStringRun.OfAsync(compilation.WithReferences(Generation.References)));
    }
}

using System.Text.RegularExpressions;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Fields;

/// <summary>Checks that the examples of the page about fields compile.</summary>
public partial class GuideTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;

        """;

    [Fact]
    public void ExamplesShouldCompile()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "fields.md"));
        string[] examples = [.. Example().Matches(page).Select(static m => m.Groups["code"].Value)];
        Assert.Equal(2, examples.Length);
        Assert.All(examples, static code =>
        {
            Generation generation = Generation.OfProgram(
                Usings + code, null, [], DocumentInput.Committed("jira") with { Operations = "getIssue,createIssue,editIssue" });
            Assert.Empty(generation.Diagnostics);
            Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
        });
    }

    [GeneratedRegex("^```csharp\\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}

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
        Assert.Equal(3, examples.Length);
        Assert.All(examples, code =>
        {
            Generation generation = Generation.OfProgram(
                Usings + code,
                null,
                [],
                DocumentInput.Committed("jira") with { Operations = "getIssue,createIssue,editIssue,searchIssues" },
                new DocumentInput("/consumer/jira.fields.json", FieldFile().Match(page).Groups["file"].Value) { IsFields = true });
            Assert.Empty(generation.Diagnostics);
            Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
        });
    }

    /// <summary>The example creates an issue with rich text and two custom fields in at most eight lines.</summary>
    [Fact]
    public void IssueWithCustomFieldsShouldBeCreatedInEightLines()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "fields.md"));
        string code = Example().Matches(page)[2].Groups["code"].Value;
        int start = code.IndexOf("        await jira.Issues.CreateIssueAsync", StringComparison.Ordinal);
        string call = code[start..(code.IndexOf("} });", start, StringComparison.Ordinal) + 5)];
        Assert.InRange(call.Split('\n').Length, 1, 8);
        Assert.Contains("StoryPoints", call, StringComparison.Ordinal);
        Assert.Contains("Severity", call, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```json\\n(?<file>\\{\\n  \"version\".*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FieldFile();

    [GeneratedRegex("^```csharp\\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}

using System.Text.RegularExpressions;
using System.Xml.Linq;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Readme;

/// <summary>Checks that the examples of the guide can be pasted.</summary>
public partial class ReadmeTests
{
    /// <summary>The namespaces that the SDK imports into every new project.</summary>
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Fact]
    public void ExamplesShouldCompileOneAfterTheOther()
    {
        string guide = Repository.ReadGuide();
        XElement jira = XElement.Parse(Blocks(guide, "xml").Single()).Elements("AtlassianApi").Single(static a => (string?)a.Attribute("Include") == "jira");
        Generation generation = Generation.Of(
            DocumentInput.Committed("jira") with { Operations = ((string)jira.Attribute("Operations")!).Replace(';', ',') });
        Assert.Empty(generation.Diagnostics);

        // Package.Tests compiles all examples. This project does not reference a database, the contract of stores, or Markdown.
        string[] others = ["EntityFrameworkCore", "Leeway.Testing.Stores", "Markdown"];
        string[] code = [.. Blocks(guide, "csharp").Where(c => !others.Any(other => c.Contains(other, StringComparison.Ordinal)))];
        var parse = (CSharpParseOptions)generation.Output.SyntaxTrees[0].Options;
        CSharpCompilation program = generation.Output
            .RemoveSyntaxTrees(generation.Output.SyntaxTrees.Single(static t => t.FilePath == "Program.cs"))
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(Usings, parse, cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(string.Concat(code.Where(static c => !IsSeparateFile(c))), parse, cancellationToken: TestContext.Current.CancellationToken))
            .AddSyntaxTrees(code.Where(IsSeparateFile).Select(c => CSharpSyntaxTree.ParseText(c, parse, cancellationToken: TestContext.Current.CancellationToken)))
            .WithOptions(generation.Output.Options.WithOutputKind(OutputKind.ConsoleApplication));
        Diagnostic[] diagnostics = [.. program.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(diagnostics.Length == 0, CompilationTests.Describe(diagnostics));
    }

    /// <summary>Whether an example belongs in a separate file, because assembly attributes and imports cannot follow statements.</summary>
    private static bool IsSeparateFile(string code) =>
        code.Contains("[assembly:", StringComparison.Ordinal) || code.Contains("internal static class", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks(string guide, string language) =>
        Fence().Matches(guide).Where(m => m.Groups["language"].Value == language).Select(static m => m.Groups["text"].Value);

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

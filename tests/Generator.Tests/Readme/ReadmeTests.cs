using System.Text.RegularExpressions;
using System.Xml.Linq;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Readme;

/// <summary>What the README shows can be pasted.</summary>
public partial class ReadmeTests
{
    /// <summary>What the SDK imports into every new project.</summary>
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
        // What stands before is a program of its own, which the tests of the package run.
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        readme = readme[readme.IndexOf("\n## Use it\n", StringComparison.Ordinal)..];
        XElement jira = XElement.Parse(Blocks(readme, "xml").Single()).Elements("AtlassianApi").Single(static a => (string?)a.Attribute("Include") == "jira");
        Generation generation = Generation.Of(
            DocumentInput.Committed("jira") with { Operations = ((string)jira.Attribute("Operations")!).Replace(';', ',') });
        Assert.Empty(generation.Diagnostics);

        // The tests of the package compile all of it; here is no database.
        string[] code = [.. Blocks(readme, "csharp").Where(static c => !c.Contains("EntityFrameworkCore", StringComparison.Ordinal))];
        var parse = (CSharpParseOptions)generation.Output.SyntaxTrees[0].Options;
        CSharpCompilation program = generation.Output
            .RemoveSyntaxTrees(generation.Output.SyntaxTrees.Single(static t => t.FilePath == "Program.cs"))
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(Usings, parse, cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(string.Concat(code.Where(static c => !IsFileOfItsOwn(c))), parse, cancellationToken: TestContext.Current.CancellationToken))
            .AddSyntaxTrees(code.Where(IsFileOfItsOwn).Select(c => CSharpSyntaxTree.ParseText(c, parse, cancellationToken: TestContext.Current.CancellationToken)))
            .WithOptions(generation.Output.Options.WithOutputKind(OutputKind.ConsoleApplication));
        Diagnostic[] diagnostics = [.. program.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(diagnostics.Length == 0, CompilationTests.Describe(diagnostics));
    }

    /// <summary>Attributes of the assembly and imports cannot stand behind statements.</summary>
    private static bool IsFileOfItsOwn(string code) =>
        code.Contains("[assembly:", StringComparison.Ordinal) || code.Contains("internal static class", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks(string readme, string language) =>
        Fence().Matches(readme).Where(m => m.Groups["language"].Value == language).Select(static m => m.Groups["text"].Value);

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

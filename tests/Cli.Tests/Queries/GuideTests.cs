using System.Text.RegularExpressions;
using Leeway.Queries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Cli.Tests.Queries;

/// <summary>The examples of <c>docs/queries.md</c>.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void ExamplesShouldCompile()
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "queries.md"));
        string[] blocks = [.. CodeBlock().Matches(guide).Select(static block => block.Groups["code"].Value)];
        Assert.NotEmpty(blocks);
        string code = $$"""
            using System;
            using Leeway.Queries;
            static class Examples
            {
                static void Run(string key, string text, string[] users, DateTimeOffset since, TimeZoneInfo zone, int days)
                {
                    {{string.Concat(blocks)}}
                }
            }
            """;
        string[] references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator), typeof(Jql).Assembly.Location];

        CSharpCompilation compilation = CSharpCompilation.Create(
            "Examples",
            [CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            references.Distinct().Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [GeneratedRegex("^```csharp\\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

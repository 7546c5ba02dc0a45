using System.Collections.Immutable;
using Leeway.Generator.Queries;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Tests.Queries;

/// <summary>Runs the analyzer on a program, as a build does.</summary>
internal static class QueryStringRun
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest);

    private static readonly CSharpCompilation s_project = CSharpCompilation.Create(
        "Consumer",
        [CSharpSyntaxTree.ParseText(QueryProgram.Types, s_options)],
        Generation.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Returns the analyzer's diagnostics for a method that consists of the statements.</summary>
    public static Task<ImmutableArray<Diagnostic>> OfAsync(string statements) => OfProgramAsync(QueryProgram.Create(statements));

    /// <summary>Returns the analyzer's diagnostics for a program, which must compile.</summary>
    public static Task<ImmutableArray<Diagnostic>> OfProgramAsync(string program, string path = "Program.cs", OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        OfAsync(s_project.WithOptions(s_project.Options.WithOutputKind(kind)).AddSyntaxTrees(CSharpSyntaxTree.ParseText(program, s_options, path, cancellationToken: TestContext.Current.CancellationToken)));

    public static async Task<ImmutableArray<Diagnostic>> OfAsync(CSharpCompilation compilation)
    {
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
        ImmutableArray<Diagnostic> diagnostics = await new CompilationWithAnalyzers(compilation, [new QueryStringAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Returns the text that a diagnostic points to.</summary>
    public static string FindText(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan);
}

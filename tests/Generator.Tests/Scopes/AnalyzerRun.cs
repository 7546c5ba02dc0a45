using System.Collections.Immutable;
using Leeway.Generator.Scopes;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Tests.Scopes;

/// <summary>Runs the analyzer on a project, as a build does.</summary>
internal static class AnalyzerRun
{
    /// <summary>Returns the analyzer's diagnostics for a project that calls operations of the small document.</summary>
    public static Task<ImmutableArray<Diagnostic>> OfAsync(string statements, string declaration = "", string? scopes = null) =>
        OfAsync(SmallDocument.Calling(statements, declaration, scopes).Output, scopes);

    public static async Task<ImmutableArray<Diagnostic>> OfAsync(CSharpCompilation compilation, string? scopes = null)
    {
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new DocumentOptions([], scopes)),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        ImmutableArray<Diagnostic> diagnostics = await new CompilationWithAnalyzers(compilation, [new AtlassianScopesAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Describes a diagnostic by its id, the text that it points to, and its message.</summary>
    public static string Describe(Diagnostic diagnostic) => diagnostic.Id + " at '"
        + diagnostic.Location.SourceTree?.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan) + "': " + diagnostic.GetMessage();
}

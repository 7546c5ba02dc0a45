using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.RichText;

/// <summary>Compiles code against the runtime.</summary>
internal static class Snippet
{
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static p => Path.GetFileName(p) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "Leeway.dll"))
            .Select(static p => MetadataReference.CreateFromFile(p)),
    ];

    private static readonly CSharpCompilation s_program = CSharpCompilation.Create(
        "Snippet",
        [CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.Linq;")],
        s_references,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Compiles an expression with the builder of rich text.</summary>
    public static ImmutableArray<Diagnostic> CompileExpression(string expression) =>
        CompileProgram($"using Leeway.RichText;\nusing static Leeway.RichText.Adf;\n\nUri uri = new(\"https://example.com\");\nobject node = {expression};\n_ = (node, uri);");

    /// <summary>Compiles a program.</summary>
    public static ImmutableArray<Diagnostic> CompileProgram(string code) =>
    [
        .. s_program
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken))
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static d => d.Severity >= DiagnosticSeverity.Warning),
    ];
}

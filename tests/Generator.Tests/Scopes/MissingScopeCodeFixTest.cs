using System.Collections.Immutable;
using Leeway.Generator.CodeFixes;
using Leeway.Generator.Scopes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Tests.Scopes;

/// <summary>A project in an editor, with the generated code as files. The fixes must leave no warning.</summary>
internal sealed class MissingScopeCodeFixTest : CSharpCodeFixTest<AtlassianScopesAnalyzer, MissingScopeCodeFixProvider, DefaultVerifier>
{
    private const string ProgramFile = "Program.cs";

    private readonly string _fixedStatements;
    private readonly Compilation _compilation;

    /// <param name="statements">The statements, with the expected warnings in the markup of the test library.</param>
    /// <param name="declaration">Assembly attributes.</param>
    /// <param name="scopes">The MSBuild property.</param>
    public MissingScopeCodeFixTest(string statements, string declaration, string? scopes = null)
    {
        TestFileMarkupParser.GetSpans(statements, out _fixedStatements, out ImmutableDictionary<string, ImmutableArray<TextSpan>> _);
        _compilation = SmallDocument.Calling(_fixedStatements, declaration, scopes).Output;

        // The references of the compilation, and none from a package.
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(_compilation.References);
        CompilerDiagnostics = CompilerDiagnostics.Warnings;

        // Each check compiles the generated code again.
        TestBehaviors = TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck;
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        SolutionTransforms.Add((solution, project) => solution
            .WithProjectCompilationOptions(project, _compilation.Options)
            .WithProjectParseOptions(project, _compilation.SyntaxTrees.First().Options));
        if (scopes is not null)
        {
            TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{DeclaredScopes.PropertyKey} = {scopes}\n"));
        }

        AddSources(TestState, SmallDocument.Program(statements, declaration));
    }

    /// <summary>Checks that the fix changes the declaration.</summary>
    public Task RunAsync(string declaration)
    {
        AddSources(FixedState, SmallDocument.Program(_fixedStatements, declaration));
        return RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks that the fix changes the declaration, and that a fix of all in the document, project and solution changes it in one edit.</summary>
    public Task RunAsync(string declaration, string declarationOfAll)
    {
        AddSources(BatchFixedState, SmallDocument.Program(_fixedStatements, declarationOfAll));
        NumberOfFixAllIterations = 1;
        CodeFixTestBehaviors = CodeFixTestBehaviors.None;
        return RunAsync(declaration);
    }

    /// <summary>Checks that the fix adds a file.</summary>
    public Task RunAsync(string newFile, string declaration, string text)
    {
        AddSources(FixedState, SmallDocument.Program(_fixedStatements, declaration));
        FixedState.Sources.Add((newFile, text));
        return RunAsync(TestContext.Current.CancellationToken);
    }

    private void AddSources(SolutionState state, string program)
    {
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            string name = Path.GetFileName(tree.FilePath);
            state.Sources.Add((name, name == ProgramFile ? program : tree.GetText(TestContext.Current.CancellationToken).ToString()));
        }
    }
}

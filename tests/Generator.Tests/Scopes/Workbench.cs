using System.Collections.Immutable;
using Leeway.Generator.CodeFixes;
using Leeway.Generator.Scopes;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Tests.Scopes;

/// <summary>A project in an editor, with the generated code as files.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly MissingScopeCodeFixProvider _provider = new();
    private readonly string? _scopes;

    public Workbench(string statements, string declaration, string? scopes = null)
    {
        _scopes = scopes;
        Compilation compilation = SmallDocument.Calling(statements, declaration, scopes).Output;
        Project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Create(),
            "Consumer",
            "Consumer",
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees.First().Options,
            metadataReferences: compilation.References));
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Project = Project.AddDocument(Path.GetFileName(tree.FilePath), tree.GetText(TestContext.Current.CancellationToken)).Project;
        }
    }

    public Project Project { get; private set; }

    public static async Task<string> TextAsync(Solution solution, string document)
    {
        SourceText text = await solution.Projects.Single().Documents.Single(d => d.Name == document).GetTextAsync(TestContext.Current.CancellationToken);
        return text.ToString();
    }

    /// <summary>Returns the warnings about missing scopes in the order of the text, and checks that there are no other diagnostics.</summary>
    public async Task<ImmutableArray<Diagnostic>> MissingAsync(Solution solution)
    {
        Compilation compilation = (await solution.Projects.Single().GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning));
        ImmutableArray<Diagnostic> diagnostics = await new CompilationWithAnalyzers(compilation, [new AtlassianScopesAnalyzer()], new AnalyzerOptions([], new DocumentOptions([], _scopes)))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.Where(static d => d.Id == "LEE3001").OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Returns the fixes for the first warning.</summary>
    public async Task<IReadOnlyList<CodeAction>> ActionsAsync()
    {
        Diagnostic diagnostic = (await MissingAsync(Project.Solution))[0];
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(Document(diagnostic), diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken);
        await _provider.RegisterCodeFixesAsync(context);
        return actions;
    }

    /// <summary>Applies one of the fixes for the first warning.</summary>
    public async Task<Solution> FixAsync(int index = 0) => await ApplyAsync((await ActionsAsync())[index]);

    /// <summary>Applies a fix for all warnings.</summary>
    public async Task<Solution> FixAllAsync(FixAllScope scope, int index = 0)
    {
        ImmutableArray<Diagnostic> diagnostics = await MissingAsync(Project.Solution);
        CodeAction first = (await ActionsAsync())[index];
        var context = new FixAllContext(
            Document(diagnostics[0]), _provider, scope, first.EquivalenceKey!, _provider.FixableDiagnosticIds, new Known(diagnostics), TestContext.Current.CancellationToken);
        CodeAction? action = await _provider.GetFixAllProvider().GetFixAsync(context);
        return await ApplyAsync(action!);
    }

    public void Dispose() => _workspace.Dispose();

    private Document Document(Diagnostic diagnostic) => Project.GetDocument(diagnostic.Location.SourceTree)!;

    private static async Task<Solution> ApplyAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    /// <summary>Provides the diagnostics for a fix of all.</summary>
    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

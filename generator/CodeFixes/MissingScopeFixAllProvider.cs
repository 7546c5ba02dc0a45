using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Leeway.Generator.Scopes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leeway.Generator.CodeFixes;

/// <summary>Adds what all calls lack in one edit a project: edits of one attribute, made one for each call, would not merge.</summary>
internal sealed class MissingScopeFixAllProvider : FixAllProvider
{
    public static readonly MissingScopeFixAllProvider Instance = new();

    /// <inheritdoc/>
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <inheritdoc/>
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        string way = fixAllContext.CodeActionEquivalenceKey ?? MissingScopeFacts.Classic;
        return Task.FromResult<CodeAction?>(CodeAction.Create(
            "Declare all missing scopes",
            cancellation => FixAsync(fixAllContext.WithCancellationToken(cancellation), way),
            equivalenceKey: way));
    }

    private static async Task<Solution> FixAsync(FixAllContext context, string way)
    {
        IEnumerable<ProjectId> projects = context.Scope == FixAllScope.Solution ? context.Solution.ProjectIds : [context.Project.Id];
        Solution solution = context.Solution;
        foreach (ProjectId id in projects)
        {
            ImmutableArray<Diagnostic> diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(context.Solution.GetProject(id)!).ConfigureAwait(false);
            List<string> scopes = [.. diagnostics.SelectMany(diagnostic => Scopes(diagnostic, way))];
            if (scopes.Count > 0)
            {
                solution = await ScopesDeclaration.AddAsync(solution.GetProject(id)!, scopes, context.CancellationToken).ConfigureAwait(false);
            }
        }

        return solution;
    }

    /// <summary>An operation that has not the wanted way gets the one it has.</summary>
    private static string[] Scopes(Diagnostic diagnostic, string way)
    {
        string[] wanted = MissingScopeCodeFixProvider.ScopesOf(diagnostic, way);
        string other = way == MissingScopeFacts.Classic ? MissingScopeFacts.Granular : MissingScopeFacts.Classic;
        return wanted.Length > 0 ? wanted : MissingScopeCodeFixProvider.ScopesOf(diagnostic, other);
    }
}

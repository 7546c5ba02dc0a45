using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leeway.Generator.CodeFixes;

/// <summary>Adds the missing scopes of all calls in one edit for each project. Separate edits of the same attribute would not merge.</summary>
internal sealed class MissingScopeFixAllProvider : FixAllProvider
{
    public static readonly MissingScopeFixAllProvider Instance = new();

    /// <inheritdoc/>
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <inheritdoc/>
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        string kind = fixAllContext.CodeActionEquivalenceKey ?? MissingScopeFacts.Classic;
        return Task.FromResult<CodeAction?>(CodeAction.Create(
            "Declare all missing scopes",
            cancellation => FixAsync(fixAllContext.WithCancellationToken(cancellation), kind),
            equivalenceKey: kind));
    }

    private static async Task<Solution> FixAsync(FixAllContext context, string kind)
    {
        IEnumerable<ProjectId> projects = context.Scope == FixAllScope.Solution ? context.Solution.ProjectIds : [context.Project.Id];
        Solution solution = context.Solution;
        foreach (ProjectId id in projects)
        {
            ImmutableArray<Diagnostic> diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(context.Solution.GetProject(id)!).ConfigureAwait(false);
            List<string> scopes = [.. diagnostics.SelectMany(diagnostic => SelectScopes(diagnostic, kind))];
            if (scopes.Count > 0)
            {
                solution = await ScopesDeclaration.AddAsync(solution.GetProject(id)!, scopes, context.CancellationToken).ConfigureAwait(false);
            }
        }

        return solution;
    }

    /// <summary>Returns the scopes of a kind, or those of the other kind if the operation has none of it.</summary>
    private static string[] SelectScopes(Diagnostic diagnostic, string kind)
    {
        string[] wanted = MissingScopeCodeFixProvider.GetScopes(diagnostic, kind);
        string other = kind == MissingScopeFacts.Classic ? MissingScopeFacts.Granular : MissingScopeFacts.Classic;
        return wanted.Length > 0 ? wanted : MissingScopeCodeFixProvider.GetScopes(diagnostic, other);
    }
}

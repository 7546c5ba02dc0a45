using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leeway.Generator.CodeFixes;

/// <summary>Adds the missing scopes of a call to the project's declaration: the classic ones, which Atlassian recommends, or the granular ones.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingScopeCodeFixProvider))]
[Shared]
public sealed class MissingScopeCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(MissingScopeFacts.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => MissingScopeFixAllProvider.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (string kind in (string[])[MissingScopeFacts.Classic, MissingScopeFacts.Granular])
            {
                string[] scopes = GetScopes(diagnostic, kind);
                if (scopes.Length > 0)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(
                            "Declare " + string.Join(" and ", scopes.Select(static s => "'" + s + "'")),
                            cancellation => ScopesDeclaration.AddAsync(context.Document.Project, scopes, cancellation),
                            equivalenceKey: kind),
                        diagnostic);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Returns the scopes to add for a kind of scopes, or none if the operation has none of that kind.</summary>
    internal static string[] GetScopes(Diagnostic diagnostic, string kind) =>
        diagnostic.Properties.TryGetValue(kind, out string? scopes) && scopes is not null ? scopes.Split(' ') : [];
}

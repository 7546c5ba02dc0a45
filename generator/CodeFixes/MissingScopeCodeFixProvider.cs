using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Leeway.Generator.Scopes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leeway.Generator.CodeFixes;

/// <summary>Adds the scopes that a call lacks to the project's declaration: the classic ones, which Atlassian advises, or the granular ones.</summary>
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
            foreach (string way in (string[])[MissingScopeFacts.Classic, MissingScopeFacts.Granular])
            {
                string[] scopes = ScopesOf(diagnostic, way);
                if (scopes.Length > 0)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(
                            "Declare " + string.Join(" and ", scopes.Select(static s => "'" + s + "'")),
                            cancellation => ScopesDeclaration.AddAsync(context.Document.Project, scopes, cancellation),
                            equivalenceKey: way),
                        diagnostic);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The scopes to add one way; none where there is no such way.</summary>
    internal static string[] ScopesOf(Diagnostic diagnostic, string way) =>
        diagnostic.Properties.TryGetValue(way, out string? scopes) && scopes is not null ? scopes.Split(' ') : [];
}

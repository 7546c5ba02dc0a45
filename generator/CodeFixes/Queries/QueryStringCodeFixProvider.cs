using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>Turns a string made of values into a query that quotes them.</summary>
/// <remarks>It is offered only if the meaning of each value is known from the text around it.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(QueryStringCodeFixProvider))]
[Shared]
public sealed class QueryStringCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(QueryStringFacts.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await QueryStringRewriter.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } rewriter)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (rewriter.FindReplacements(diagnostic) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Use " + diagnostic.Properties[QueryStringFacts.Language] + ".Query, which quotes each value",
                        cancellation => FixAsync(context.Document, ImmutableArray.Create(diagnostic), cancellation),
                        equivalenceKey: QueryStringFacts.Id),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await QueryStringRewriter.CreateAsync(document, cancellation).ConfigureAwait(false) is not { } rewriter)
        {
            return document;
        }

        var all = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            foreach (KeyValuePair<SyntaxNode, SyntaxNode> replacement in rewriter.FindReplacements(diagnostic) ?? [])
            {
                all[replacement.Key] = replacement.Value;
            }
        }

        return rewriter.Apply(all);
    }
}

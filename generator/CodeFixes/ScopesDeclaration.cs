using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Leeway.Generator.Scopes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.CodeFixes;

/// <summary>The attribute by which a project declares its scopes, as text to be edited.</summary>
internal static class ScopesDeclaration
{
    /// <summary>The file of a declaration where there is none yet.</summary>
    private const string NewFile = "AtlassianScopes.cs";

    /// <summary>Adds scopes to the project's first declaration, or to a new one where the project declares by an MSBuild property alone.</summary>
    public static async Task<Solution> AddAsync(Project project, IEnumerable<string> scopes, CancellationToken cancellationToken)
    {
        List<string> added = [.. scopes.Distinct(StringComparer.Ordinal).OrderBy(static s => s, StringComparer.Ordinal)];
        (Document Document, AttributeSyntax Attribute)? found = await FindAsync(project, cancellationToken).ConfigureAwait(false);
        if (found is not { } declaration)
        {
            string text = "[assembly: Leeway.AtlassianScopes(" + Joined(added) + ")]\n";
            return project.AddDocument(NewFile, SourceText.From(text)).Project.Solution;
        }

        SourceText source = await declaration.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return declaration.Document.WithText(source.WithChanges(Change(declaration.Attribute, source, added))).Project.Solution;
    }

    private static async Task<(Document Document, AttributeSyntax Attribute)?> FindAsync(Project project, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return null;
        }

        INamedTypeSymbol? type = compilation.GetTypeByMetadataName(MissingScopeFacts.AttributeName);
        foreach (AttributeData data in compilation.Assembly.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, type)
                && data.ApplicationSyntaxReference is { } reference
                && project.GetDocument(reference.SyntaxTree) is { } document
                && await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is AttributeSyntax attribute)
            {
                return (document, attribute);
            }
        }

        return null;
    }

    /// <summary>An insertion behind the last scope, in the way the scopes are written: one beside the other, or one a line.</summary>
    private static TextChange Change(AttributeSyntax attribute, SourceText source, List<string> added)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return Insertion(attribute.Name.Span.End, "(" + Joined(added) + ")");
        }

        if (list.Arguments.Count == 0)
        {
            return Insertion(list.OpenParenToken.Span.End, Joined(added));
        }

        // The scopes of an array that is spelled out are inside of it.
        AttributeArgumentSyntax argument = list.Arguments.Last();
        SyntaxNode? last = argument switch
        {
            { Expression: ArrayCreationExpressionSyntax array } => array.Initializer?.Expressions.LastOrDefault(),
            { Expression: ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items } } => items.LastOrDefault(),
            { Expression: CollectionExpressionSyntax { Elements: var items } } => items.LastOrDefault(),
            { NameColon: not null } or { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression } => null,
            _ => argument,
        };
        if (last is null)
        {
            // Nothing can follow in there, but several declarations add up.
            return Insertion(attribute.Span.End, ", " + attribute.Name + "(" + Joined(added) + ")");
        }

        int line = source.Lines.GetLineFromPosition(last.SpanStart).LineNumber;
        bool isOneALine = line != source.Lines.GetLineFromPosition(attribute.Name.SpanStart).LineNumber;
        TextLine text = source.Lines[line];
        string separator = isOneALine
            ? ",\n" + source.ToString(TextSpan.FromBounds(text.Start, text.Start + Indentation(text)))
            : ", ";
        return Insertion(last.Span.End, string.Concat(added.Select(scope => separator + Literal(scope))));
    }

    private static int Indentation(TextLine line)
    {
        string text = line.ToString();
        return text.Length - text.TrimStart().Length;
    }

    private static TextChange Insertion(int position, string text) => new(new TextSpan(position, 0), text);

    private static string Joined(List<string> scopes) => string.Join(", ", scopes.Select(Literal));

    private static string Literal(string scope) => SymbolDisplay.FormatLiteral(scope, quote: true);
}

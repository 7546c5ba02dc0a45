using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.CodeFixes;

/// <summary>Edits the attribute by which a project declares its scopes.</summary>
internal static class ScopesDeclaration
{
    /// <summary>The file that is created if the project has no declaration.</summary>
    private const string NewFile = "AtlassianScopes.cs";

    /// <summary>Adds scopes to the project's first declaration. If the project declares its scopes only by an MSBuild property, a new declaration is created.</summary>
    public static async Task<Solution> AddAsync(Project project, IEnumerable<string> scopes, CancellationToken cancellationToken)
    {
        List<string> added = [.. scopes.Distinct(StringComparer.Ordinal).OrderBy(static s => s, StringComparer.Ordinal)];
        (Document Document, AttributeSyntax Attribute)? found = await FindAsync(project, cancellationToken).ConfigureAwait(false);
        if (found is not { } declaration)
        {
            string text = "[assembly: Leeway.AtlassianScopes(" + Join(added) + ")]\n";
            return project.AddDocument(NewFile, SourceText.From(text)).Project.Solution;
        }

        SourceText source = await declaration.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return declaration.Document.WithText(source.WithChanges(CreateChange(declaration.Attribute, source, added))).Project.Solution;
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

    /// <summary>Inserts the scopes after the last one, in the existing layout: all on one line, or one per line.</summary>
    private static TextChange CreateChange(AttributeSyntax attribute, SourceText source, List<string> added)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return Insert(attribute.Name.Span.End, "(" + Join(added) + ")");
        }

        if (list.Arguments.Count == 0)
        {
            return Insert(list.OpenParenToken.Span.End, Join(added));
        }

        // If the scopes are written as an array, insert them into the array.
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
            // Nothing can be inserted there. Add a second attribute instead: the scopes of several declarations are combined.
            return Insert(attribute.Span.End, ", " + attribute.Name + "(" + Join(added) + ")");
        }

        int line = source.Lines.GetLineFromPosition(last.SpanStart).LineNumber;
        bool isOnePerLine = line != source.Lines.GetLineFromPosition(attribute.Name.SpanStart).LineNumber;
        TextLine text = source.Lines[line];
        string separator = isOnePerLine
            ? ",\n" + source.ToString(TextSpan.FromBounds(text.Start, text.Start + MeasureIndentation(text)))
            : ", ";
        return Insert(last.Span.End, string.Concat(added.Select(scope => separator + FormatLiteral(scope))));
    }

    private static int MeasureIndentation(TextLine line)
    {
        string text = line.ToString();
        return text.Length - text.TrimStart().Length;
    }

    private static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);

    private static string Join(List<string> scopes) => string.Join(", ", scopes.Select(FormatLiteral));

    private static string FormatLiteral(string scope) => SymbolDisplay.FormatLiteral(scope, quote: true);
}

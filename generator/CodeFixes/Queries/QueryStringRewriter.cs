using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>Replaces strings with queries in one document.</summary>
internal sealed class QueryStringRewriter
{
    private readonly Document _document;
    private readonly SyntaxNode _root;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;

    private QueryStringRewriter(Document document, SyntaxNode root, SemanticModel model, CancellationToken cancellation)
    {
        _document = document;
        _root = root;
        _model = model;
        _cancellation = cancellation;
    }

    /// <summary>Creates a rewriter. Returns null if the document's version of C# is older than 11, which first has line breaks and raw strings in these places.</summary>
    public static async Task<QueryStringRewriter?> CreateAsync(Document document, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { SyntaxTree.Options: CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp11 } } root
        && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? new QueryStringRewriter(document, root, model, cancellationToken)
            : null;

    /// <summary>Returns what replaces the nodes that a diagnostic is about, or null if there is no replacement with the same meaning.</summary>
    public Dictionary<SyntaxNode, SyntaxNode>? FindReplacements(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(QueryStringFacts.Language, out string? name)
            || _model.Compilation.GetTypeByMetadataName(QueryStringFacts.Namespace + "." + name) is not { } query
            || HandlerOverloads.Find(_model, query) is not { } handler)
        {
            return null;
        }

        var replacements = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (Location location in diagnostic.AdditionalLocations)
        {
            if (_root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax expression
                || !CanBeQuery(expression)
                || FindTypeName(query, expression.SpanStart) is not { } type
                || new TemplateReader(_model, _cancellation).Read(expression) is not { } strings
                || !new QueryHoles(_model, handler, type, _cancellation).Change(strings))
            {
                return null;
            }

            replacements[expression] = CreateQuery(query, type, strings).WithTriviaFrom(expression);
            if (FindInferredType(expression) is { } inferred)
            {
                replacements[inferred] = SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.StringKeyword)).WithTriviaFrom(inferred);
            }
        }

        return replacements;
    }

    /// <summary>Applies replacements. Of nodes that contain each other, only the outer one is replaced.</summary>
    public Document Apply(Dictionary<SyntaxNode, SyntaxNode> replacements) => _document.WithSyntaxRoot(_root.ReplaceNodes(
        replacements.Keys.Where(node => !node.Ancestors().Any(replacements.ContainsKey)), (node, _) => replacements[node]));

    private bool CanBeQuery(ExpressionSyntax expression)
    {
        // The query would be a part of a string, and would need to be complete by itself.
        bool isAdded = FindSelection(expression).Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression };

        // A query is never null, so it cannot be on the left.
        bool isReplaced = expression.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce && coalesce.Left == expression;

        // Expression trees cannot have handlers.
        bool isTree = expression.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any(IsTree);

        // The compiler cannot keep the handler, which is on the stack, while it waits.
        bool waits = expression.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax).Any(static node => node is AwaitExpressionSyntax);
        return !isAdded && !isReplaced && !isTree && !waits;
    }

    /// <summary>Returns the expression that selects between this one and others, or this one.</summary>
    private static SyntaxNode FindSelection(SyntaxNode expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax
            or CastExpressionSyntax or PostfixUnaryExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            expression = expression.Parent;
        }

        return expression;
    }

    private bool IsTree(AnonymousFunctionExpressionSyntax function) =>
        _model.GetTypeInfo(function, _cancellation).ConvertedType is INamedTypeSymbol { IsGenericType: true, Name: nameof(System.Linq.Expressions.Expression) };

    /// <summary>Returns the type as it can be written at a position, or null if another symbol has its name and another namespace has the name of its namespace.</summary>
    private string? FindTypeName(INamedTypeSymbol query, int position)
    {
        List<ISymbol> known = [.. _model.LookupSymbols(position, name: query.Name)];
        if (known.TrueForAll(symbol => SymbolEqualityComparer.Default.Equals(symbol, query)))
        {
            return query.Name;
        }

        ExpressionSyntax full = SyntaxFactory.ParseExpression(query.ToDisplayString());
        return SymbolEqualityComparer.Default.Equals(_model.GetSpeculativeSymbolInfo(position, full, SpeculativeBindingOption.BindAsExpression).Symbol, query)
            ? full.ToString()
            : null;
    }

    /// <summary>Creates the call. The annotations of the type let the editor add a using directive.</summary>
    private ExpressionSyntax CreateQuery(INamedTypeSymbol query, string type, IReadOnlyList<TemplateString> strings)
    {
        ExpressionSyntax call = SyntaxFactory.ParseExpression(type + ".Query(" + string.Concat(strings) + ")");
        if (type != query.Name)
        {
            return call;
        }

        SyntaxNode name = call.DescendantNodes().First(static node => node is IdentifierNameSyntax);
        SyntaxNode import = SyntaxGenerator.GetGenerator(_document).TypeExpression(query).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
        return call.ReplaceNode(name, import.CopyAnnotationsTo(name)!);
    }

    /// <summary>Returns the <c>var</c> of a variable that must stay a string, because it is used as one, or null.</summary>
    private TypeSyntax? FindInferredType(ExpressionSyntax expression)
    {
        if (FindSelection(expression).Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: { IsVar: true } type } } declarator }
            || _model.GetDeclaredSymbol(declarator, _cancellation) is not ILocalSymbol { Type.SpecialType: SpecialType.System_String } variable)
        {
            return null;
        }

        SyntaxNode scope = declarator.Ancestors().FirstOrDefault(static node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? _root;
        bool isQuery = declarator.Initializer is { Value: var value }
            && TemplateReader.RemoveParentheses(value) == expression
            && scope.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name, _cancellation).Symbol, variable))
                .All(IsQueryArgument);
        return isQuery ? null : type;
    }

    /// <summary>Whether a name is an argument that a query can be passed to.</summary>
    private bool IsQueryArgument(IdentifierNameSyntax name) =>
        name.Parent is ArgumentSyntax argument
        && _model.GetOperation(argument, _cancellation) is Microsoft.CodeAnalysis.Operations.IArgumentOperation { Parameter: { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_String, Name: var parameter } }
        && parameter.ToUpperInvariant() is "JQL" or "CQL";
}

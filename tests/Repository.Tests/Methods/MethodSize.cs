using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Repository.Tests.Methods;

/// <summary>How long and how branched a method is.</summary>
/// <param name="Name">The file, line and name.</param>
/// <param name="Complexity">The number of decisions, plus one. The cases of a table count as one decision, besides those that they make themselves.</param>
/// <param name="Lines">The number of lines, without those of raw string templates and of tables.</param>
internal sealed record MethodSize(string Name, int Complexity, int Lines)
{
    private const int MaxStatements = 3;

    public static IEnumerable<MethodSize> In(SourceFile file)
    {
        SyntaxNode root = file.Parse().GetRoot();
        return root.DescendantNodes().Where(static node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax { ExpressionBody: not null }).Select(method => Measure(file, method));
    }

    private static MethodSize Measure(SourceFile file, SyntaxNode method)
    {
        SyntaxNode[] own = [.. method.DescendantNodes(node => node == method || node is not LocalFunctionStatementSyntax)];
        SyntaxNode[] tables = [.. own.Where(IsTable)];
        HashSet<int> left = [];
        foreach (SyntaxNode node in own)
        {
            if (node is LocalFunctionStatementSyntax || IsTemplate(node) || (tables.Contains(node) && !node.DescendantNodes().Any(inner => IsDecision(inner) && !IsCase(inner))))
            {
                FileLinePositionSpan span = node.GetLocation().GetLineSpan();
                left.UnionWith(Enumerable.Range(span.StartLinePosition.Line + 1, Math.Max(0, span.EndLinePosition.Line - span.StartLinePosition.Line - 1)));
            }
        }

        FileLinePositionSpan whole = method.GetLocation().GetLineSpan();
        int complexity = 1 + tables.Length + own.Count(node => IsDecision(node) && !IsCaseOf(node, tables));
        return new(
            $"{file.Path}:{whole.StartLinePosition.Line + 1} {NameOf(method)}",
            complexity,
            whole.EndLinePosition.Line - whole.StartLinePosition.Line + 1 - left.Count);
    }

    private static bool IsDecision(SyntaxNode node) => node.Kind() is
        SyntaxKind.IfStatement or SyntaxKind.WhileStatement or SyntaxKind.DoStatement or SyntaxKind.ForStatement or SyntaxKind.ForEachStatement
        or SyntaxKind.ForEachVariableStatement or SyntaxKind.CaseSwitchLabel or SyntaxKind.CasePatternSwitchLabel or SyntaxKind.SwitchExpressionArm
        or SyntaxKind.CatchClause or SyntaxKind.ConditionalExpression or SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression
        or SyntaxKind.CoalesceExpression or SyntaxKind.CoalesceAssignmentExpression;

    private static bool IsCase(SyntaxNode node) => node is SwitchLabelSyntax or SwitchExpressionArmSyntax;

    private static bool IsCaseOf(SyntaxNode node, SyntaxNode[] tables) =>
        IsCase(node) && (tables.Contains(node.Parent) || tables.Contains(node.Parent?.Parent));

    /// <summary>Whether a switch only lists cases: each is an expression, or a few statements.</summary>
    private static bool IsTable(SyntaxNode node) =>
        node is SwitchExpressionSyntax or SwitchStatementSyntax
        && (node is not SwitchStatementSyntax table || table.Sections.All(static section => section.Statements.Count <= MaxStatements));

    private static bool IsTemplate(SyntaxNode node) => node is InterpolatedStringExpressionSyntax { StringStartToken.RawKind: (int)SyntaxKind.InterpolatedMultiLineRawStringStartToken }
        || (node is LiteralExpressionSyntax literal && literal.Token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken));

    private static string NameOf(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax declaration => declaration.Identifier.ValueText,
        ConstructorDeclarationSyntax declaration => declaration.Identifier.ValueText,
        LocalFunctionStatementSyntax declaration => declaration.Identifier.ValueText,
        PropertyDeclarationSyntax declaration => declaration.Identifier.ValueText,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        _ => method.Kind().ToString(),
    };
}

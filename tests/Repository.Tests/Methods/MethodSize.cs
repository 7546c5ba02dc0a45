using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Repository.Tests.Methods;

/// <summary>How long and how branched a method is.</summary>
/// <param name="Name">The file, line and name.</param>
/// <param name="Complexity">The number of decisions, plus one. A flat table of cases counts as one decision.</param>
/// <param name="Lines">The number of lines, without those of raw string templates and flat tables of cases.</param>
internal sealed record MethodSize(string Name, int Complexity, int Lines)
{
    public static IEnumerable<MethodSize> In(SourceFile file)
    {
        SyntaxNode root = file.Parse().GetRoot();
        return root.DescendantNodes().Where(static node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax { ExpressionBody: not null }).Select(method => Measure(file, method));
    }

    private static MethodSize Measure(SourceFile file, SyntaxNode method)
    {
        SyntaxNode[] own = [.. method.DescendantNodes(node => node == method || node is not LocalFunctionStatementSyntax)];
        SyntaxNode[] tables = [.. own.Where(IsFlatTable)];
        HashSet<int> left = [];
        foreach (SyntaxNode node in own)
        {
            if (node is LocalFunctionStatementSyntax || IsTemplate(node) || tables.Contains(node))
            {
                FileLinePositionSpan span = node.GetLocation().GetLineSpan();
                left.UnionWith(Enumerable.Range(span.StartLinePosition.Line + 1, Math.Max(0, span.EndLinePosition.Line - span.StartLinePosition.Line - 1)));
            }
        }

        FileLinePositionSpan whole = method.GetLocation().GetLineSpan();
        int complexity = 1 + own.Count(node => IsDecision(node) && !node.Ancestors().TakeWhile(above => above != method).Any(tables.Contains)) + tables.Length;
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

    /// <summary>Whether a switch only maps values: no case decides anything further.</summary>
    private static bool IsFlatTable(SyntaxNode node) => node switch
    {
        SwitchExpressionSyntax table => table.Arms.Count > 3 && table.Arms.All(static arm => !arm.DescendantNodes().Any(IsDecision) && arm.WhenClause is null),
        SwitchStatementSyntax table => table.Sections.Count > 3 && table.Sections.All(static section => !section.DescendantNodes().Any(static inner => IsDecision(inner) && inner is not SwitchLabelSyntax)),
        _ => false,
    };

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

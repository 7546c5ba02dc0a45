using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>Reads an expression that makes a string as interpolated strings with the same text and values.</summary>
internal sealed class TemplateReader(SemanticModel model, CancellationToken cancellation)
{
    private static readonly char[] s_plus = ['+', '(', ')'];

    /// <summary>Reads an interpolated string, a sum, or a call of <see cref="string.Concat(string, string)"/> or <see cref="string.Format(string, object)"/>.</summary>
    /// <returns>The strings, which are to be added; null if the expression cannot be written as interpolated strings.</returns>
    public IReadOnlyList<TemplateString>? Read(ExpressionSyntax expression)
    {
        expression = RemoveParentheses(expression);
        switch (expression)
        {
            case InterpolatedStringExpressionSyntax text:
                return ReadLine([text], "") is { } only ? [only] : null;
            case BinaryExpressionSyntax sum when IsSum(sum):
                var operands = new List<ExpressionSyntax>();
                AddOperands(sum, operands);
                return ReadLines(operands);
            case InvocationExpressionSyntax call when model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String } method:
                return (method.Name switch
                {
                    nameof(string.Format) => new FormatReader(model, cancellation).Read(call, method),
                    nameof(string.Concat) => ReadConcat(call),
                    _ => null,
                }) is { } line ? [line] : null;
            default:
                return null;
        }
    }

    /// <summary>Returns the source of an expression in braces. A colon outside of parentheses would start a format.</summary>
    public static string FormatHole(ExpressionSyntax expression)
    {
        ExpressionSyntax inner = RemoveParentheses(expression);
        bool hasColon = inner
            .DescendantNodesAndSelf(static node => node is not (BaseArgumentListSyntax or ParenthesizedExpressionSyntax or InitializerExpressionSyntax or InterpolatedStringExpressionSyntax))
            .Any(static node => node is ConditionalExpressionSyntax or AliasQualifiedNameSyntax);
        return hasColon ? "(" + inner + ")" : inner.ToString();
    }

    public static ExpressionSyntax RemoveParentheses(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parentheses)
        {
            expression = parentheses.Expression;
        }

        return expression;
    }

    private bool IsSum(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.AddExpression) && model.GetTypeInfo(expression, cancellation).Type?.SpecialType == SpecialType.System_String;

    private void AddOperands(ExpressionSyntax expression, List<ExpressionSyntax> operands)
    {
        ExpressionSyntax inner = RemoveParentheses(expression);
        if (inner is BinaryExpressionSyntax sum && IsSum(sum))
        {
            AddOperands(sum.Left, operands);
            AddOperands(sum.Right, operands);
        }
        else
        {
            operands.Add(expression);
        }
    }

    /// <summary>Reads the operands of a sum. The strings begin where the lines do, so that the sum keeps its lines and comments.</summary>
    private static List<TemplateString>? ReadLines(List<ExpressionSyntax> operands)
    {
        var strings = new List<TemplateString>();
        var line = new List<ExpressionSyntax>();
        string separator = "";
        foreach (ExpressionSyntax operand in operands)
        {
            if (line.Count > 0)
            {
                string between = GetTextBetween(line[line.Count - 1], operand);
                bool isPlain = between.Trim(s_plus.Concat([' ', '\t']).ToArray()).Length == 0;
                if (!isPlain && between.IndexOfAny(['(', ')']) >= 0)
                {
                    return null;
                }

                if (!isPlain || IsRaw(operand) || IsRaw(line[line.Count - 1]))
                {
                    if (ReadLine(line, separator) is not { } read)
                    {
                        return null;
                    }

                    strings.Add(read);
                    line = [];
                    separator = isPlain ? " + " : between;
                }
            }

            line.Add(operand);
        }

        if (ReadLine(line, separator) is not { } last)
        {
            return null;
        }

        strings.Add(last);
        return strings;
    }

    private static TemplateString? ReadConcat(InvocationExpressionSyntax call)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        bool isList = arguments.Count == 1 || arguments.Any(static a => a.NameColon is not null);
        bool hasComments = call.ArgumentList.DescendantTrivia().Any(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia));
        return isList || hasComments || arguments.Any(static a => IsRaw(a.Expression)) ? null : ReadLine([.. arguments.Select(static a => a.Expression)], "");
    }

    /// <summary>Reads operands as one string. It keeps the form that all of them have.</summary>
    private static TemplateString? ReadLine(List<ExpressionSyntax> operands, string separator)
    {
        if (operands.Count == 1 && RemoveParentheses(operands[0]) is LiteralExpressionSyntax { Token: var token } && IsRaw(operands[0]))
        {
            return ReadRaw(token, separator);
        }

        if (operands.Count == 1 && RemoveParentheses(operands[0]) is InterpolatedStringExpressionSyntax only)
        {
            return ReadInterpolated(only) is { } own ? new TemplateString(separator, StringText.GetForm(only.StringStartToken), GetOpen(only), GetClose(only), own) : null;
        }

        List<StringForm> forms = [.. operands.Select(static o => GetForm(RemoveParentheses(o))).OfType<StringForm>().Distinct()];
        StringForm form = forms.Count == 1 ? forms[0] : StringForm.Regular;
        var parts = new List<TemplatePart>();
        foreach (ExpressionSyntax operand in operands)
        {
            if (ReadOperand(RemoveParentheses(operand), operand, form) is not { } read)
            {
                return null;
            }

            parts.AddRange(read);
        }

        return new TemplateString(separator, form, form == StringForm.Verbatim ? "$@\"" : "$\"", "\"", parts);
    }

    private static List<TemplatePart>? ReadOperand(ExpressionSyntax operand, ExpressionSyntax written, StringForm form)
    {
        switch (operand)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token: var token }:
                return [TemplatePart.OfText(token.ValueText, StringText.GetForm(token) == form ? StringText.GetSource(token, form) : StringText.Escape(token.ValueText, form))];
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.CharacterLiteralExpression, Token: var token }:
                return [TemplatePart.OfText(token.ValueText, StringText.Escape(token.ValueText, form))];
            case InterpolatedStringExpressionSyntax text:
                bool keepsForm = StringText.GetForm(text.StringStartToken) == form;
                return ReadInterpolated(text)?.Select(part => keepsForm ? part : part.WithForm(form)).ToList();
            default:
                return [TemplatePart.OfExpression(operand, FormatHole(written))];
        }
    }

    /// <summary>Reads the contents of an interpolated string. Returns null if one is aligned: queries have no columns.</summary>
    private static List<TemplatePart>? ReadInterpolated(InterpolatedStringExpressionSyntax text)
    {
        SourceText source = text.SyntaxTree.GetText();
        var parts = new List<TemplatePart>();
        foreach (InterpolatedStringContentSyntax content in text.Contents)
        {
            switch (content)
            {
                case InterpolatedStringTextSyntax { TextToken: var token }:
                    parts.Add(TemplatePart.OfText(token.ValueText, token.Text));
                    break;
                case InterpolationSyntax { AlignmentClause: null } hole:
                    parts.Add(TemplatePart.OfExpression(
                        hole.Expression,
                        hole.Expression.ToString(),
                        source.ToString(TextSpan.FromBounds(hole.SpanStart, hole.Expression.SpanStart)),
                        source.ToString(TextSpan.FromBounds(hole.Expression.Span.End, hole.Span.End)),
                        hole.FormatClause?.FormatStringToken.ValueText));
                    break;
                default:
                    return null;
            }
        }

        return parts;
    }

    /// <summary>Reads a raw literal. It gets more dollar signs than it has braces in a row.</summary>
    private static TemplateString ReadRaw(SyntaxToken token, string separator)
    {
        string text = token.Text;
        int quotes = text.Length - text.TrimStart('"').Length;
        int dollars = 1;
        int run = 0;
        foreach (char c in text)
        {
            run = c is '{' or '}' ? run + 1 : 0;
            dollars = Math.Max(dollars, run + 1);
        }

        string mark = text.Substring(0, quotes);
        string source = text.Substring(quotes);
        var content = TemplatePart.OfText(token.ValueText, source.Substring(0, source.Length - quotes));
        return new TemplateString(separator, StringForm.Raw, new string('$', dollars) + mark, mark, [content]);
    }

    private static StringForm? GetForm(ExpressionSyntax operand) => operand switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token: var token } => StringText.GetForm(token),
        InterpolatedStringExpressionSyntax { StringStartToken: var start } => StringText.GetForm(start),
        _ => null,
    };

    private static bool IsRaw(ExpressionSyntax operand) => GetForm(RemoveParentheses(operand)) == StringForm.Raw;

    private static string GetOpen(InterpolatedStringExpressionSyntax text) =>
        GetText(text, text.SpanStart, text.Contents.Count == 0 ? text.StringEndToken.SpanStart : text.Contents[0].SpanStart);

    private static string GetClose(InterpolatedStringExpressionSyntax text) =>
        GetText(text, text.Contents.Count == 0 ? text.StringEndToken.SpanStart : text.Contents.Last().Span.End, text.Span.End);

    private static string GetTextBetween(ExpressionSyntax left, ExpressionSyntax right) => GetText(left, left.Span.End, right.SpanStart);

    private static string GetText(SyntaxNode node, int start, int end) => node.SyntaxTree.GetText().ToString(TextSpan.FromBounds(start, end));
}

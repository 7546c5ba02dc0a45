using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>Reads a call of <see cref="string.Format(string, object)"/> as an interpolated string.</summary>
internal sealed class FormatReader(SemanticModel model, CancellationToken cancellation)
{
    /// <summary>Reads a call. Returns null if its format is not a literal, or if a placeholder is aligned.</summary>
    public TemplateString? Read(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        List<ArgumentSyntax> arguments = [.. call.ArgumentList.Arguments];
        int index = method.Parameters[0].Type.SpecialType == SpecialType.System_String ? 0 : 1;
        List<ExpressionSyntax> values = [.. arguments.Skip(index + 1).Select(static a => a.Expression)];
        if (values.Count == 0
            || arguments.Exists(static a => a.NameColon is not null)
            || arguments[index].Expression is not LiteralExpressionSyntax { Token: var token }
            || (values.Count == 1 && model.GetTypeInfo(values[0], cancellation).Type is IArrayTypeSymbol))
        {
            return null;
        }

        StringForm form = StringText.GetForm(token);
        int close = form == StringForm.Raw ? token.Text.Length - token.Text.TrimStart('"').Length : 1;
        int open = form == StringForm.Verbatim ? 2 : close;
        return ReadParts(token.Text.Substring(open, token.Text.Length - open - close), form, values) is { } parts
            ? new TemplateString("", form, "$" + token.Text.Substring(0, open), token.Text.Substring(token.Text.Length - close), parts)
            : null;
    }

    private static List<TemplatePart>? ReadParts(string source, StringForm form, List<ExpressionSyntax> values)
    {
        var parts = new List<TemplatePart>();
        var used = new List<int>();
        int start = 0;
        int position = 0;
        while (position < source.Length)
        {
            char c = source[position];
            if (c is not ('{' or '}'))
            {
                position++;
            }
            else if (position + 1 < source.Length && source[position + 1] == c && form != StringForm.Raw)
            {
                position += 2;
            }
            else
            {
                int end = source.IndexOf('}', position);
                if (end <= position || ReadPlaceholder(source.Substring(position + 1, end - position - 1), values, used) is not { } hole)
                {
                    return null;
                }

                AddText(source.Substring(start, position - start), form, parts);
                parts.Add(hole);
                position = end + 1;
                start = position;
            }
        }

        AddText(source.Substring(start), form, parts);
        return IsEvaluatedAlike(values, used) ? parts : null;
    }

    private static void AddText(string source, StringForm form, List<TemplatePart> parts)
    {
        if (source.Length > 0)
        {
            parts.Add(TemplatePart.OfText(StringText.Unescape(source, form).Replace("{{", "{").Replace("}}", "}"), source));
        }
    }

    private static TemplatePart? ReadPlaceholder(string placeholder, List<ExpressionSyntax> values, List<int> used)
    {
        int colon = placeholder.IndexOf(':');
        if (!int.TryParse(colon < 0 ? placeholder : placeholder.Substring(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= values.Count)
        {
            return null;
        }

        used.Add(index);
        string? format = colon < 0 ? null : placeholder.Substring(colon + 1);
        return TemplatePart.OfExpression(values[index], TemplateReader.FormatHole(values[index]), close: colon < 0 ? "}" : ":" + format + "}", format: format);
    }

    /// <summary>Whether an interpolated string evaluates each value once, in the order of the call, or does not show the difference.</summary>
    private static bool IsEvaluatedAlike(List<ExpressionSyntax> values, List<int> used) =>
        used.SequenceEqual(Enumerable.Range(0, values.Count))
        || values.TrueForAll(static v => v is LiteralExpressionSyntax or IdentifierNameSyntax
            or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax });
}

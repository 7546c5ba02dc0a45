using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>Changes the expressions in a query, so that the query has the same meaning when it quotes values itself.</summary>
/// <param name="model">The semantic model of the source.</param>
/// <param name="handler">The values that the query accepts.</param>
/// <param name="type">The type of the query as it is written in the source.</param>
/// <param name="cancellation">Cancels the work.</param>
internal sealed class QueryHoles(SemanticModel model, HandlerOverloads handler, string type, CancellationToken cancellation)
{
    /// <summary>Changes the expressions. Returns false if the meaning of one is not known, or if the text is not a whole query.</summary>
    public bool Change(IReadOnlyList<TemplateString> strings)
    {
        List<(TemplatePart Part, StringForm Form)> parts = [.. strings.SelectMany(static s => s.Parts.Select(part => (part, s.Form)))];
        var context = new QueryContext();
        for (int i = 0; i < parts.Count; i++)
        {
            TemplatePart part = parts[i].Part;
            if (part.Expression is null)
            {
                context.Read(part.Text);
                continue;
            }

            TemplatePart? next = i + 1 < parts.Count ? parts[i + 1].Part : null;
            if (next?.Expression is not null)
            {
                return false;
            }

            bool isChanged = context.Quote == '\0' ? Change(part, next?.Text ?? "", context)
                : context.IsJustOpened && IsClosed(next, context.Quote) ? ChangeQuoted(parts, i, context)
                : IsAcceptedInQuotes(part);
            if (!isChanged)
            {
                return false;
            }

            context.ReadValue();
        }

        context.End();
        return context.IsComplete;
    }

    private static bool IsClosed(TemplatePart? next, char quote) => next is { Text: { Length: > 0 } text } && text[0] == quote;

    /// <summary>Changes a value that is all of the text in quotation marks. The query writes its own, so they are removed where a value can be.</summary>
    private bool ChangeQuoted(List<(TemplatePart Part, StringForm Form)> parts, int index, QueryContext context)
    {
        (TemplatePart before, StringForm form) = parts[index - 1];
        (TemplatePart after, StringForm formAfter) = parts[index + 1];
        TemplatePart part = parts[index].Part;
        char quote = context.Quote;
        bool isRemovable = context.Position is QueryPosition.Value or QueryPosition.FirstOfList
            && QueryContext.IsSeparated(after.Text.Substring(1))
            && StringText.MeasureFirst(after.Source, quote, formAfter) > 0
            && StringText.MeasureLast(before.Source, quote, form) > 0;
        bool isJoined = FindJoin(part.Expression!) is { } separator && separator.IndexOf(quote) >= 0;
        if (!isRemovable)
        {
            return !isJoined && IsAcceptedInQuotes(part);
        }

        if (isJoined ? !ChangeJoin(part, quote + "," + quote) : !ChangeValue(part))
        {
            return false;
        }

        before.RemoveLast(quote, form);
        after.RemoveFirst(quote, formAfter);
        context.RemoveQuote();
        return true;
    }

    private bool IsAcceptedInQuotes(TemplatePart part) =>
        GetTypeOf(part.Expression!) is { } type && !IsList(type) && !IsQueryPart(type) && handler.Accepts(part.Expression!, part.Format);

    private bool Change(TemplatePart part, string next, QueryContext context)
    {
        ExpressionSyntax expression = part.Expression!;
        if (GetTypeOf(expression) is not { } type || (!IsNumber(type) && !QueryContext.IsSeparated(next)))
        {
            return false;
        }

        return context.Position switch
        {
            _ when IsNumber(type) || IsQueryPart(type) => handler.Accepts(expression, part.Format),
            QueryPosition.Value => ChangeValue(part),
            QueryPosition.FirstOfList => IsText(type) && next.TrimStart().StartsWith(")", StringComparison.Ordinal) ? ChangeJoin(part, ",") : ChangeValue(part),
            QueryPosition.List => IsList(type) && handler.Accepts(expression, part.Format),
            QueryPosition.OrderField => IsText(type) && ChangeTo(part, "Field"),
            QueryPosition.Start when QueryContext.StartsWithOperator(next) => IsText(type) && ChangeTo(part, "Field"),
            QueryPosition.Start => QueryContext.CanFollowClause(next) && IsConstantClause(expression) && ChangeTo(part, "Raw"),
            _ => false,
        };
    }

    private bool ChangeTo(TemplatePart part, string method)
    {
        if (part.Format is not null)
        {
            return false;
        }

        part.Source = type + "." + method + "(" + TemplateReader.RemoveParentheses(part.Expression!) + ")";
        return true;
    }

    /// <summary>Removes a call that quotes a value: the query does it.</summary>
    private bool ChangeValue(TemplatePart part)
    {
        ExpressionSyntax expression = TemplateReader.RemoveParentheses(part.Expression!);
        if (expression is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call
            && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { Name: "Quote", ContainingType: var owner }
            && IsQueryPart(owner))
        {
            expression = arguments[0].Expression;
            part.Source = TemplateReader.FormatHole(expression);
        }

        return handler.Accepts(expression, part.Format);
    }

    /// <summary>Whether an expression is a constant of whole clauses, which the application trusts.</summary>
    private bool IsConstantClause(ExpressionSyntax expression)
    {
        if (model.GetConstantValue(expression, cancellation).Value is not string clause)
        {
            return false;
        }

        var context = new QueryContext();
        context.Read(clause);
        context.End();
        return context.IsClause;
    }

    /// <summary>Changes values that are joined to a text into a list. Other texts may be lists that were joined elsewhere.</summary>
    private bool ChangeJoin(TemplatePart part, string separator)
    {
        if (part.Format is not null || FindJoin(part.Expression!)?.Replace(" ", "") != separator)
        {
            return false;
        }

        var call = (InvocationExpressionSyntax)TemplateReader.RemoveParentheses(part.Expression!);
        ExpressionSyntax? values = FindUnquoted(call.ArgumentList.Arguments[1].Expression, isQuoted: separator.Length > 1);
        if (values is null || GetTypeOf(values) is not { } type || !IsList(type) || !handler.Accepts(values, null))
        {
            return false;
        }

        part.Source = TemplateReader.FormatHole(values);
        return true;
    }

    /// <summary>Returns the separator of a call of <see cref="string.Join(string, IEnumerable{string})"/>, or null for other expressions.</summary>
    private string? FindJoin(ExpressionSyntax expression) =>
        TemplateReader.RemoveParentheses(expression) is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } call
            && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { Name: nameof(string.Join), ContainingType.SpecialType: SpecialType.System_String }
            ? model.GetConstantValue(arguments[0].Expression, cancellation).Value?.ToString()
            : null;

    /// <summary>Finds the values of a list before they are quoted. Returns null if it is not clear whether they are quoted.</summary>
    private ExpressionSyntax? FindUnquoted(ExpressionSyntax values, bool isQuoted)
    {
        if (!isQuoted
            && values is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select", Expression: var source },
                ArgumentList.Arguments: { Count: 1 } arguments,
            }
            && arguments[0].Expression is SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var name, ExpressionBody: { } body }
            && IsQuotation(body, name))
        {
            return source;
        }

        SyntaxNode origin = values;
        if (model.GetSymbolInfo(values, cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations })
        {
            origin = declarations[0].GetSyntax(cancellation);
        }

        return origin.DescendantNodesAndSelf().Any(static node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax) ? null : values;
    }

    /// <summary>Whether an expression puts a value in quotation marks.</summary>
    private bool IsQuotation(ExpressionSyntax expression, string value) =>
        new TemplateReader(model, cancellation).Read(expression) is { Count: 1 } strings
        && strings[0].Parts is { Count: 3 } parts
        && parts[0].Text is "\"" or "'"
        && parts[0].Text == parts[2].Text
        && parts[1].Expression is IdentifierNameSyntax { Identifier.ValueText: var name }
        && name == value;

    private ITypeSymbol? GetTypeOf(ExpressionSyntax expression) => model.GetTypeInfo(expression, cancellation).Type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => nullable.TypeArguments[0],
        var type => type,
    };

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    private static bool IsList(ITypeSymbol type) => !IsText(type)
        && type.AllInterfaces.Concat([type]).Any(static t => t.SpecialType == SpecialType.System_Collections_IEnumerable);

    /// <summary>Whether a type is one of queries or their parts.</summary>
    private static bool IsQueryPart(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == QueryStringFacts.Namespace;
}

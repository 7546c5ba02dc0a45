using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>A part of an interpolated string: a text, or an expression in braces.</summary>
internal sealed class TemplatePart
{
    private TemplatePart(string text, string source, ExpressionSyntax? expression)
    {
        Text = text;
        Source = source;
        Expression = expression;
    }

    /// <summary>The text; empty for an expression.</summary>
    public string Text { get; private set; }

    /// <summary>The text or the expression as it is written in the source.</summary>
    public string Source { get; set; }

    /// <summary>The expression, or null for a text.</summary>
    public ExpressionSyntax? Expression { get; }

    /// <summary>What is before the expression in the source: braces.</summary>
    public string Open { get; private set; } = "";

    /// <summary>What is after the expression in the source: braces, after an optional format.</summary>
    public string Close { get; private set; } = "";

    /// <summary>The format of the expression, or null.</summary>
    public string? Format { get; private set; }

    public static TemplatePart OfText(string text, string source) => new(text, source, null);

    public static TemplatePart OfExpression(ExpressionSyntax expression, string source, string open = "{", string close = "}", string? format = null) =>
        new("", source, expression) { Open = open, Close = close, Format = format };

    /// <summary>Returns the part with the text in another form of string.</summary>
    public TemplatePart WithForm(StringForm form) => Expression is null ? OfText(Text, StringText.Escape(Text, form)) : this;

    /// <summary>Removes a quotation mark at the end of the text. Returns false, and changes nothing, if it is written in an unusual way.</summary>
    public bool RemoveLast(char quote, StringForm form)
    {
        int length = StringText.MeasureLast(Source, quote, form);
        if (length == 0)
        {
            return false;
        }

        Text = Text.Substring(0, Text.Length - 1);
        Source = Source.Substring(0, Source.Length - length);
        return true;
    }

    /// <summary>Removes a quotation mark at the start of the text. Returns false, and changes nothing, if it is written in an unusual way.</summary>
    public bool RemoveFirst(char quote, StringForm form)
    {
        int length = StringText.MeasureFirst(Source, quote, form);
        if (length == 0)
        {
            return false;
        }

        Text = Text.Substring(1);
        Source = Source.Substring(length);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Open + Source + Close;
}

using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>Reads and writes the text of string literals.</summary>
internal static class StringText
{
    public static StringForm GetForm(SyntaxToken start) => start.Kind() switch
    {
        SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken => StringForm.Raw,
        _ when start.Text.StartsWith("@", StringComparison.Ordinal) || start.IsKind(SyntaxKind.InterpolatedVerbatimStringStartToken) => StringForm.Verbatim,
        _ => StringForm.Regular,
    };

    /// <summary>Returns the source of a text in an interpolated string.</summary>
    public static string Escape(string text, StringForm form)
    {
        string quoted = form == StringForm.Regular ? SymbolDisplay.FormatLiteral(text, quote: true) : "\"" + text.Replace("\"", "\"\"") + "\"";
        return DoubleBraces(quoted.Substring(1, quoted.Length - 2));
    }

    /// <summary>Returns the source between the quotation marks of a literal, for use in an interpolated string of the same form.</summary>
    public static string GetSource(SyntaxToken literal, StringForm form)
    {
        string source = literal.Text.Substring(form == StringForm.Verbatim ? 2 : 1);
        source = source.Substring(0, source.Length - 1);

        // The compiler refuses braces that are written as escapes in interpolated strings.
        bool hasEscapedBraces = CountBraces(source) != CountBraces(literal.ValueText);
        return hasEscapedBraces ? Escape(literal.ValueText, form) : DoubleBraces(source);
    }

    /// <summary>Reads the source between the quotation marks of a literal.</summary>
    public static string Unescape(string source, StringForm form) => form == StringForm.Raw
        ? source
        : SyntaxFactory.ParseToken((form == StringForm.Verbatim ? "@\"" : "\"") + source + "\"").ValueText;

    /// <summary>Returns the number of characters of a quotation mark at the end of a source, or zero if it is not written in the usual way.</summary>
    public static int MeasureLast(string source, char quote, StringForm form)
    {
        string mark = GetMark(quote, form);
        if (!source.EndsWith(mark, StringComparison.Ordinal))
        {
            return 0;
        }

        int backslashes = source.Length - mark.Length - source.Substring(0, source.Length - mark.Length).TrimEnd('\\').Length;
        return mark.Length + (mark == "'" && form == StringForm.Regular ? backslashes % 2 : 0);
    }

    /// <summary>Returns the number of characters of a quotation mark at the start of a source, or zero if it is not written in the usual way.</summary>
    public static int MeasureFirst(string source, char quote, StringForm form)
    {
        string mark = GetMark(quote, form);
        return source.StartsWith(mark, StringComparison.Ordinal) ? mark.Length
            : form == StringForm.Regular && source.StartsWith("\\" + quote, StringComparison.Ordinal) ? 2
            : 0;
    }

    private static string GetMark(char quote, StringForm form) => (quote, form) switch
    {
        ('"', StringForm.Regular) => "\\\"",
        ('"', StringForm.Verbatim) => "\"\"",
        _ => quote.ToString(),
    };

    private static int CountBraces(string text) => text.Count(static c => c is '{' or '}');

    private static string DoubleBraces(string source) => source.Replace("{", "{{").Replace("}", "}}");
}

using System;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Emission;

/// <summary>Converts text from a document to C# source. No other code may do so.</summary>
/// <remarks>
/// A document is untrusted input. Every string from it that is emitted passes through one of these methods. Their results cannot end the
/// token or the comment that contains them.
/// </remarks>
internal static class CSharpText
{
    /// <summary>Escapes an identifier that Shaping has created if it is a keyword.</summary>
    /// <exception cref="ArgumentException">The text is not an identifier, so it could change the meaning of the source.</exception>
    public static string EscapeIdentifier(string name)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            throw new ArgumentException("The name is not a C# identifier. Shaping must convert it first.", nameof(name));
        }

        return SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;
    }

    /// <summary>Escapes the name of a parameter or a local variable if it is a keyword there. Unlike a type, a variable may be named <c>file</c>.</summary>
    /// <exception cref="ArgumentException">The text is not an identifier, so it could change the meaning of the source.</exception>
    public static string EscapeVariable(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && name != "await" && SyntaxFacts.IsValidIdentifier(name) ? name : EscapeIdentifier(name);

    /// <summary>Returns a name with its first letter in lower case, as fields have it.</summary>
    public static string LowerFirst(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>Returns a regular string literal with its quotes. Characters outside printable ASCII are escaped.</summary>
    public static string FormatLiteral(string value)
    {
        if (IsPlain(value))
        {
            return "\"" + value + "\"";
        }

        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case >= ' ' and <= '~': text.Append(c); break;
                default: text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>
    /// Returns text for an XML documentation comment: one line, escaped for XML, without control, format and surrogate characters.
    /// </summary>
    public static string EscapeComment(string value)
    {
        if (IsPlain(value) && value.Length > 0 && value[0] != ' ' && value[value.Length - 1] != ' ')
        {
            return value;
        }

        var text = new StringBuilder(value.Length);
        bool space = false;
        foreach (char c in value)
        {
            if (char.IsWhiteSpace(c))
            {
                space = text.Length > 0;
                continue;
            }

            UnicodeCategory category = char.GetUnicodeCategory(c);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
            {
                continue;
            }

            if (space)
            {
                text.Append(' ');
                space = false;
            }

            switch (c)
            {
                case '<': text.Append("&lt;"); break;
                case '>': text.Append("&gt;"); break;
                case '&': text.Append("&amp;"); break;
                case '"': text.Append("&quot;"); break;
                default: text.Append(c); break;
            }
        }

        return text.ToString();
    }

    /// <summary>Whether a text is printable ASCII in which nothing needs to be escaped, and has no two spaces in a row.</summary>
    private static bool IsPlain(string text)
    {
        char previous = '\0';
        foreach (char c in text)
        {
            if (c is < ' ' or > '~' or '"' or '\\' or '<' or '>' or '&' || (c == ' ' && previous == ' '))
            {
                return false;
            }

            previous = c;
        }

        return true;
    }
}

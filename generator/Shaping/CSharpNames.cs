using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Leeway.Generator.Shaping;

/// <summary>Makes C# names of a document's: ASCII letters and digits, never empty, never starting with a digit.</summary>
internal static class CSharpNames
{
    /// <summary>Longer names are cut and end in a digest of the whole: the compiler's limit is 511.</summary>
    private const int LongestName = 100;

    private static readonly Dictionary<char, string> s_symbols = new()
    {
        ['='] = "Equal", ['!'] = "Not", ['<'] = "Less", ['>'] = "Greater", ['~'] = "Contains", ['*'] = "Any", ['+'] = "Plus",
        ['-'] = "Minus", ['/'] = "Slash", ['.'] = "Dot", ['%'] = "Percent", ['&'] = "And", ['|'] = "Or", ['?'] = "Question",
        ['#'] = "Number", ['@'] = "At", ['$'] = "Dollar", ['^'] = "Caret",
    };

    /// <summary><c>issueIdOrKey</c>, <c>issue-id-or-key</c> and <c>ISSUE_ID_OR_KEY</c> become <c>IssueIdOrKey</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        bool shouting = !name.Any(static c => c is >= 'a' and <= 'z');
        bool start = true;
        foreach (char c in name)
        {
            if (!IsAsciiLetterOrDigit(c))
            {
                // Digits on both sides of what is left out would run together: 1.0 is not 10.
                if (text.Length > 0 && IsDigit(text[text.Length - 1]))
                {
                    text.Append('_');
                }

                start = true;
                continue;
            }

            if (text.Length > 0 && text[text.Length - 1] == '_' && !IsDigit(c))
            {
                text.Length--;
            }

            text.Append(start ? ToUpper(c) : shouting ? ToLower(c) : c);
            start = IsDigit(c) && shouting;
        }

        while (text.Length > 0 && text[text.Length - 1] == '_')
        {
            text.Length--;
        }

        if (text.Length == 0)
        {
            text.Append(Symbols(name));
        }

        if (IsDigit(text[0]))
        {
            text.Insert(0, '_');
        }

        return Shorten(text.ToString(), name);
    }

    /// <summary>The name of a parameter.</summary>
    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        int upper = 0;
        while (upper < pascal.Length && char.IsUpper(pascal[upper]))
        {
            upper++;
        }

        // JQLQuery becomes jqlQuery, ID becomes id, IssueId becomes issueId.
        int lower = upper <= 1 || upper == pascal.Length ? upper : upper - 1;
        return pascal.Substring(0, lower).ToLowerInvariant() + pascal.Substring(lower);
    }

    /// <summary>The name of an enum's known value; a sign before a sort key tells the direction.</summary>
    public static string EnumValue(string value)
    {
        if (value.Length == 0)
        {
            return "Empty";
        }

        bool hasName = value.Any(IsAsciiLetterOrDigit);
        if (hasName && value.Length > 1 && value[0] is '-' or '+' && !IsDigit(value[1]))
        {
            return Pascal(value.Substring(1)) + (value[0] == '-' ? "Descending" : "Ascending");
        }

        return Pascal(value);
    }

    /// <summary>The name of one of several: <c>Issues</c> becomes <c>Issue</c>.</summary>
    public static string Singular(string name)
    {
        if (name.EndsWith("ies", StringComparison.Ordinal) && name.Length > 4)
        {
            return name.Substring(0, name.Length - 3) + "y";
        }

        foreach (string ending in (string[])["sses", "xes", "zes", "ches", "shes"])
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return name.Substring(0, name.Length - 2);
            }
        }

        bool plural = name.Length > 2 && name.EndsWith("s", StringComparison.Ordinal)
            && !name.EndsWith("ss", StringComparison.Ordinal)
            && !name.EndsWith("us", StringComparison.Ordinal)
            && !name.EndsWith("is", StringComparison.Ordinal);
        return plural ? name.Substring(0, name.Length - 1) : name + "Item";
    }

    /// <summary>A name below another one, without saying the same twice.</summary>
    public static string Join(string owner, string name) =>
        name.StartsWith(owner, StringComparison.Ordinal) && name.Length > owner.Length ? name : Shorten(owner + name, owner + "." + name);

    /// <summary>The names, made distinct: in ordinal order of what they stand for, the first keeps its own and the others are numbered.</summary>
    /// <param name="items">Wire names with the names wanted for them.</param>
    /// <param name="reserved">Names that none may have; whoever wants one gets <paramref name="suffix"/>.</param>
    /// <param name="comparer">What counts as the same name: files are named after types, and some systems ignore their case.</param>
    public static Dictionary<string, string> Distinct(
        IEnumerable<(string Wire, string Wanted)> items, Func<string, bool> reserved, string suffix, StringComparer? comparer = null)
    {
        comparer ??= StringComparer.Ordinal;
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(comparer);
        var waiting = new List<(string Wire, string Wanted)>();
        foreach (IGrouping<string, (string Wire, string Wanted)> group in items
            .Select(i => (i.Wire, Wanted: Unreserved(i.Wanted)))
            .GroupBy(static i => i.Wanted, comparer))
        {
            // Who is spelled like the name keeps it; else the first by spelling.
            List<(string Wire, string Wanted)> claims = [.. group
                .OrderBy(static i => string.Equals(i.Wire, i.Wanted, StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(static i => i.Wire, StringComparer.Ordinal)];
            names[claims[0].Wire] = claims[0].Wanted;
            taken.Add(group.Key);
            waiting.AddRange(claims.Skip(1));
        }

        var numbers = new Dictionary<string, int>(comparer);
        foreach ((string wire, string wanted) in waiting.OrderBy(static i => i.Wire, StringComparer.Ordinal))
        {
            int number = numbers.TryGetValue(wanted, out int last) ? last + 1 : 2;
            while (reserved(wanted + number.ToString(CultureInfo.InvariantCulture)) || !taken.Add(wanted + number.ToString(CultureInfo.InvariantCulture)))
            {
                number++;
            }

            numbers[wanted] = number;
            names[wire] = wanted + number.ToString(CultureInfo.InvariantCulture);
        }

        return names;

        string Unreserved(string wanted)
        {
            while (reserved(wanted))
            {
                wanted += suffix;
            }

            return wanted;
        }
    }

    private static string Symbols(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name.Take(8))
        {
            text.Append(s_symbols.TryGetValue(c, out string? word) ? word : "U" + ((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        if (name.Length > 8)
        {
            text.Append(Digest(name));
        }

        return text.Length == 0 ? "Empty" : text.ToString();
    }

    private static string Shorten(string name, string source) =>
        name.Length <= LongestName ? name : name.Substring(0, LongestName) + Digest(source);

    /// <summary>Eight hexadecimal digits that depend on the text alone (FNV-1a).</summary>
    private static string Digest(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static bool IsAsciiLetterOrDigit(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static char ToUpper(char c) => c is >= 'a' and <= 'z' ? (char)(c - 32) : c;

    private static char ToLower(char c) => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c;
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Leeway.Generator.Shaping;

/// <summary>Converts names of a document to C# names. They consist of ASCII letters and digits, are not empty and do not start with a digit.</summary>
internal static class CSharpNames
{
    /// <summary>Longer names are truncated and end with a hash of the whole name. The compiler's limit is 511 characters.</summary>
    private const int MaxNameLength = 100;

    private static readonly Dictionary<char, string> s_symbols = new()
    {
        ['='] = "Equal", ['!'] = "Not", ['<'] = "Less", ['>'] = "Greater", ['~'] = "Contains", ['*'] = "Any", ['+'] = "Plus",
        ['-'] = "Minus", ['/'] = "Slash", ['.'] = "Dot", ['%'] = "Percent", ['&'] = "And", ['|'] = "Or", ['?'] = "Question",
        ['#'] = "Number", ['@'] = "At", ['$'] = "Dollar", ['^'] = "Caret",
    };

    /// <summary>Converts a name to Pascal case: <c>issueIdOrKey</c>, <c>issue-id-or-key</c> and <c>ISSUE_ID_OR_KEY</c> become <c>IssueIdOrKey</c>.</summary>
    public static string ToPascalCase(string name)
    {
        var text = new StringBuilder(name.Length);
        bool isAllUpper = !name.Any(static c => c is >= 'a' and <= 'z');
        bool start = true;
        foreach (char c in name)
        {
            if (!IsAsciiLetterOrDigit(c))
            {
                // Separate digits on both sides of a character that is omitted: 1.0 must not become 10.
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

            text.Append(start ? ToUpper(c) : isAllUpper ? ToLower(c) : c);
            start = IsDigit(c) && isAllUpper;
        }

        while (text.Length > 0 && text[text.Length - 1] == '_')
        {
            text.Length--;
        }

        if (text.Length == 0)
        {
            text.Append(SpellSymbols(name));
        }

        if (IsDigit(text[0]))
        {
            text.Insert(0, '_');
        }

        return Shorten(text.ToString(), name);
    }

    /// <summary>Converts a name to the camel case of a parameter.</summary>
    public static string ToCamelCase(string name)
    {
        string pascal = ToPascalCase(name);
        int upper = 0;
        while (upper < pascal.Length && char.IsUpper(pascal[upper]))
        {
            upper++;
        }

        // JQLQuery becomes jqlQuery, ID becomes id, IssueId becomes issueId.
        int lower = upper <= 1 || upper == pascal.Length ? upper : upper - 1;
        return pascal.Substring(0, lower).ToLowerInvariant() + pascal.Substring(lower);
    }

    /// <summary>Converts the known value of an enum to a name. The sign before a sort key becomes the direction.</summary>
    public static string ToEnumValue(string value)
    {
        if (value.Length == 0)
        {
            return "Empty";
        }

        bool hasName = value.Any(IsAsciiLetterOrDigit);
        if (hasName && value.Length > 1 && value[0] is '-' or '+' && !IsDigit(value[1]))
        {
            return ToPascalCase(value.Substring(1)) + (value[0] == '-' ? "Descending" : "Ascending");
        }

        return ToPascalCase(value);
    }

    /// <summary>Converts a plural name to the singular: <c>Issues</c> becomes <c>Issue</c>.</summary>
    public static string ToSingular(string name)
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

    /// <summary>Joins two names. The owner is omitted if the name already starts with it.</summary>
    public static string Join(string owner, string name) =>
        name.StartsWith(owner, StringComparison.Ordinal) && name.Length > owner.Length ? name : Shorten(owner + name, owner + "." + name);

    /// <summary>Makes names distinct. Of several equal names, the first one in ordinal order of the wire names stays, and the others get a number.</summary>
    /// <param name="items">The wire names with their preferred names.</param>
    /// <param name="reserved">Whether a name is reserved. Reserved names get <paramref name="suffix"/>.</param>
    /// <param name="comparer">Compares the names. Type names ignore case, because files are named after types and some file systems ignore case.</param>
    public static Dictionary<string, string> MakeUnique(
        IEnumerable<(string Wire, string Wanted)> items, Func<string, bool> reserved, string suffix, StringComparer? comparer = null)
    {
        comparer ??= StringComparer.Ordinal;
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(comparer);
        var waiting = new List<(string Wire, string Wanted)>();
        List<(string Wire, string Wanted)> all = [.. items.Select(i => (i.Wire, Wanted: AvoidReserved(i.Wanted)))];
        if (all.Count(i => taken.Add(i.Wanted)) == all.Count)
        {
            foreach ((string wire, string wanted) in all)
            {
                names[wire] = wanted;
            }

            return names;
        }

        foreach (IGrouping<string, (string Wire, string Wanted)> group in all.GroupBy(static i => i.Wanted, comparer))
        {
            // The wire name that equals the C# name keeps it, otherwise the first one in ordinal order.
            List<(string Wire, string Wanted)> claims = [.. group
                .OrderBy(static i => string.Equals(i.Wire, i.Wanted, StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(static i => i.Wire, StringComparer.Ordinal)];
            names[claims[0].Wire] = claims[0].Wanted;
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

        string AvoidReserved(string wanted)
        {
            while (reserved(wanted))
            {
                wanted += suffix;
            }

            return wanted;
        }
    }

    private static string SpellSymbols(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name.Take(8))
        {
            text.Append(s_symbols.TryGetValue(c, out string? word) ? word : "U" + ((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        if (name.Length > 8)
        {
            text.Append(Hash(name));
        }

        return text.Length == 0 ? "Empty" : text.ToString();
    }

    /// <summary>Truncates a name that is too long, and appends a hash of the text that it comes from.</summary>
    public static string Shorten(string name, string source) =>
        name.Length <= MaxNameLength ? name : name.Substring(0, MaxNameLength) + Hash(source);

    /// <summary>Computes a hash of a text (FNV-1a) as eight hexadecimal digits.</summary>
    private static string Hash(string text)
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

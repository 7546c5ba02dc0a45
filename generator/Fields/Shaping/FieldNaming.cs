using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Fields.Shaping;

/// <summary>Names the properties of fields and the values of options.</summary>
/// <remarks>
/// A name depends on the text that people see, and on nothing but the other names of the same site: never on their order. Letters that C# allows
/// stay as they are, in every script, because a transliteration would be as hard to read as it is to type.
/// </remarks>
internal static class FieldNaming
{
    public const string OptionTypeSuffix = "Option";

    /// <summary>The names that a property cannot have: the members of <c>IssueFields</c>, which would hide it, and the generated types.</summary>
    private static readonly HashSet<string> s_reserved = new(
        """
        AcceptChanges Add AffectsVersions AggregateProgress AggregateTimeEstimate AggregateTimeOriginalEstimate AggregateTimeSpent
        AsEnumerable Assignee Attachments Clear ClosedSprints Comments Components Contains Count Created Creator Description DueDate
        Environment Epic Equals Field Finalize FixVersions Flagged Get GetEnumerator GetHashCode GetList GetType IsAssigned IsChanged
        IssueLinks IssueType Item Labels LastViewed MemberwiseClone Parent Priority Progress Project ReferenceEquals Remove Reporter
        Resolution ResolutionDate RestrictTo SecurityLevel Set Sprint Status StatusCategory StatusCategoryChangeDate Subtasks Summary
        TimeEstimate TimeOriginalEstimate TimeSpent TimeTracking ToString TryGetValue Updated Votes Watches WorkRatio Worklogs

        CustomFields IssueFieldIds IssueFields JqlFields
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>Whether the property of a field cannot have a name.</summary>
    public static bool IsReserved(string name) => s_reserved.Contains(name);

    /// <summary>
    /// Makes names distinct: if several items have one name, or the name is reserved, all of them get their suffix, so that no order decides.
    /// </summary>
    /// <param name="items">The keys, the names, and suffixes that differ from each other.</param>
    /// <param name="isReserved">Whether a name cannot be used.</param>
    public static Dictionary<string, string> MakeDistinct(
        IReadOnlyCollection<(string Key, string Name, string Suffix)> items, Func<string, bool> isReserved)
    {
        Dictionary<string, string> names = items.ToDictionary(static i => i.Key, static i => i.Name, StringComparer.Ordinal);
        var suffixed = new HashSet<string>(StringComparer.Ordinal);
        bool isDone = false;
        while (!isDone)
        {
            // A suffixed name can equal the name of another item, which then gets its suffix, too.
            isDone = true;
            foreach (IGrouping<string, (string Key, string Name, string Suffix)> group in items.GroupBy(i => names[i.Key], StringComparer.Ordinal).ToList())
            {
                if (group.Count() == 1 && !isReserved(group.Key))
                {
                    continue;
                }

                foreach ((string key, string name, string suffix) in group.Where(i => suffixed.Add(i.Key)))
                {
                    names[key] = name + suffix;
                    isDone = false;
                }
            }
        }

        return names;
    }

    /// <summary>Converts a text to an identifier in Pascal case, in which letters of every script stay: <c>Größe (kg)</c> becomes <c>GrößeKg</c>.</summary>
    public static string ToPascalCase(string text)
    {
        if (text.All(static c => c < 128))
        {
            return CSharpNames.ToPascalCase(text);
        }

        StringBuilder name = JoinWords(text);
        if (name.Length == 0)
        {
            return CSharpNames.ToPascalCase(text);
        }

        if (!SyntaxFacts.IsIdentifierStartCharacter(name[0]))
        {
            name.Insert(0, '_');
        }

        return CSharpNames.Shorten(name.ToString(), text);
    }

    private static StringBuilder JoinWords(string text)
    {
        var name = new StringBuilder(text.Length);
        bool isAllUpper = !text.Any(char.IsLower);
        bool start = true;

        // The compiler ignores format characters in identifiers, and they can reorder what people read.
        foreach (char c in text.Where(static c => char.GetUnicodeCategory(c) != UnicodeCategory.Format))
        {
            if (!IsPart(c))
            {
                // Separate digits on both sides of a character that is omitted, as CSharpNames does.
                if (name.Length > 0 && char.IsDigit(name[name.Length - 1]))
                {
                    name.Append('_');
                }

                start = true;
                continue;
            }

            if (!char.IsDigit(c))
            {
                RemoveSeparator(name);
            }

            name.Append(start ? ToUpper(c) : isAllUpper ? ToLower(c) : c);
            start = isAllUpper && char.IsDigit(c);
        }

        RemoveSeparator(name);
        return name;
    }

    /// <summary>Removes the underscore after a digit, which is needed only before another digit.</summary>
    private static void RemoveSeparator(StringBuilder name)
    {
        while (name.Length > 0 && name[name.Length - 1] == '_')
        {
            name.Length--;
        }
    }

    private static bool IsPart(char c) =>
        SyntaxFacts.IsIdentifierPartCharacter(c) && char.GetUnicodeCategory(c) != UnicodeCategory.ConnectorPunctuation;

    private static char ToUpper(char c) => HasStableCase(c) ? char.ToUpperInvariant(c) : c;

    private static char ToLower(char c) => HasStableCase(c) ? char.ToLowerInvariant(c) : c;

    /// <summary>Whether every version of .NET converts the case of a character alike: Latin, Greek and Cyrillic.</summary>
    private static bool HasStableCase(char c) => c is < '\u0180' or >= '\u0386' and <= '\u03CE' or >= '\u0400' and <= '\u045F';
}

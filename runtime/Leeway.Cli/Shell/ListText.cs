using System.Text;

namespace Leeway.Cli;

/// <summary>Reads lists of the command line, whose items are separated by commas or semicolons.</summary>
internal static class ListText
{
    /// <summary>Returns the items without the spaces around them. After a backslash, a separator or a backslash belongs to the item. Empty items are left out.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> items = [];
        StringBuilder item = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or ';' or '\\')
            {
                item.Append(text[++i]);
            }
            else if (text[i] is ',' or ';')
            {
                Add();
            }
            else
            {
                item.Append(text[i]);
            }
        }

        Add();
        return items;

        void Add()
        {
            if (item.ToString().Trim() is { Length: > 0 } found)
            {
                items.Add(found);
            }

            item.Clear();
        }
    }

    /// <summary>Returns the items of several lists.</summary>
    public static IReadOnlyList<string> SplitAll(IEnumerable<string>? texts) => [.. (texts ?? []).SelectMany(Split)];
}

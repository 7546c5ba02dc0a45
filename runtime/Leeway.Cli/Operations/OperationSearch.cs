namespace Leeway.Cli.Operations;

/// <summary>Ranks operations by the words of a search.</summary>
internal static class OperationSearch
{
    private const int WholeName = 100;
    private const int WordOfName = 40;
    private const int PartOfName = 25;
    private const int WordOfTag = 15;
    private const int WordOfText = 10;
    private const int Part = 4;

    /// <summary>Returns the operations in which every word occurs, the best ones first.</summary>
    public static IReadOnlyList<OperationEntry> Find(IEnumerable<OperationEntry> entries, IEnumerable<string> words)
    {
        string[] wanted = [.. words.SelectMany(static w => w.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(static w => w.ToLowerInvariant())];
        return
        [
            .. entries
                .Select(e => (Entry: e, Rank: Rank(e, wanted)))
                .Where(static e => e.Rank > 0)
                .OrderByDescending(static e => e.Rank)
                .ThenBy(static e => e.Entry.Mark.Length)
                .ThenBy(static e => e.Entry.Id.Length)
                .ThenBy(static e => e.Entry.Id, StringComparer.Ordinal)
                .Select(static e => e.Entry),
        ];
    }

    private static int Rank(OperationEntry entry, string[] wanted)
    {
        HashSet<string> name = [.. SplitWords(entry.Id), .. SplitWords(entry.Method)];
        HashSet<string> tag = [.. SplitWords(entry.Tag), .. SplitWords(entry.Group), entry.Document];
        HashSet<string> text = [.. SplitWords(entry.Summary), .. SplitWords(entry.Route), entry.Verb.ToLowerInvariant()];
        int total = 0;
        foreach (string word in wanted)
        {
            int rank = RankWord(word);
            if (rank == 0)
            {
                return 0;
            }

            total += rank;
        }

        // A short name that consists of the words is better than a long one that contains them.
        return Math.Max(1, (total * 10) + (entry.IsOfMainDocument ? 20 : 0) - (entry.Mark == "deprecated" ? 150 : 0) - name.Count);

        int RankWord(string word) =>
            entry.Id.Equals(word, StringComparison.OrdinalIgnoreCase) ? WholeName
            : HasWord(name, word) ? WordOfName
            : entry.Id.Contains(word, StringComparison.OrdinalIgnoreCase) || entry.Method.Contains(word, StringComparison.OrdinalIgnoreCase) ? PartOfName
            : HasWord(tag, word) ? WordOfTag
            : HasWord(text, word) ? WordOfText
            : entry.Route.Contains(word, StringComparison.OrdinalIgnoreCase) || entry.Summary.Contains(word, StringComparison.OrdinalIgnoreCase) ? Part
            : 0;
    }

    /// <summary>Whether one of the words is the wanted one, in the singular or the plural.</summary>
    private static bool HasWord(HashSet<string> words, string wanted) =>
        words.Contains(wanted) || words.Contains(wanted + "s") || (wanted.EndsWith('s') && words.Contains(wanted[..^1]));

    /// <summary>Splits at spaces and signs, and before capital letters.</summary>
    private static IEnumerable<string> SplitWords(string text)
    {
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isEnd = i == text.Length || !char.IsLetterOrDigit(text[i]);
            if (isEnd || (i > start && char.IsUpper(text[i]) && !char.IsUpper(text[i - 1])))
            {
                if (i > start)
                {
                    yield return text[start..i].ToLowerInvariant();
                }

                start = isEnd ? i + 1 : i;
            }
        }
    }
}

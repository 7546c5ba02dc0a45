namespace Leeway.Markdown.Writing;

/// <summary>Nests the formatting of items, which in a document is flat.</summary>
internal static class InlineTokens
{
    private static readonly InlineMarkKind[] s_kinds = Enum.GetValues<InlineMarkKind>();

    public static List<InlineToken> Create(List<InlineItem> items)
    {
        int[] lengths = MeasureRuns(items);
        List<InlineToken> tokens = [];
        List<InlineToken> open = [];
        for (int i = 0; i < items.Count; i++)
        {
            int kept = 0;
            while (kept < open.Count && InlineMark.Find(items[i].Format, open[kept].Mark.Kind) == open[kept].Mark)
            {
                kept++;
            }

            Close(tokens, open, kept);
            Open(tokens, open, items[i], lengths.AsSpan(i * s_kinds.Length, s_kinds.Length));
            tokens.Add(new InlineToken { Item = items[i], IsInLink = IsInLink(open) });
        }

        Close(tokens, open, 0);
        return tokens;
    }

    /// <summary>Returns for each item and kind, how many items from this one on have the same mark.</summary>
    private static int[] MeasureRuns(List<InlineItem> items)
    {
        int[] lengths = new int[items.Count * s_kinds.Length];
        for (int i = items.Count - 1; i >= 0; i--)
        {
            for (int kind = 0; kind < s_kinds.Length; kind++)
            {
                InlineMark? mark = InlineMark.Find(items[i].Format, s_kinds[kind]);
                bool goesOn = i + 1 < items.Count && InlineMark.Find(items[i + 1].Format, s_kinds[kind]) == mark;
                lengths[i * s_kinds.Length + kind] = mark is null ? 0 : 1 + (goesOn ? lengths[(i + 1) * s_kinds.Length + kind] : 0);
            }
        }

        return lengths;
    }

    /// <summary>Opens what an item has and is not open. What goes on for longer is outside.</summary>
    private static void Open(List<InlineToken> tokens, List<InlineToken> open, InlineItem item, ReadOnlySpan<int> lengths)
    {
        List<(int Length, InlineMark Mark)> marks = [];
        foreach (InlineMarkKind kind in s_kinds)
        {
            if (InlineMark.Find(item.Format, kind) is { } mark && !open.Exists(o => o.Mark.Kind == kind))
            {
                marks.Add((lengths[(int)kind], mark));
            }
        }

        foreach ((_, InlineMark mark) in marks.OrderByDescending(static m => m.Length))
        {
            var token = new InlineToken { Mark = mark, IsOpening = true, IsInLink = IsInLink(open), HasDelimiter = mark.Delimiter is not null };
            tokens.Add(token);
            open.Add(token);
        }
    }

    private static void Close(List<InlineToken> tokens, List<InlineToken> open, int kept)
    {
        for (int i = open.Count - 1; i >= kept; i--)
        {
            InlineToken start = open[i];
            open.RemoveAt(i);
            var end = new InlineToken { Mark = start.Mark, Partner = start, HasDelimiter = start.HasDelimiter, IsInLink = IsInLink(open) };
            start.Partner = end;
            tokens.Add(end);
        }
    }

    private static bool IsInLink(List<InlineToken> open) => open.Exists(static token => token.Mark.Kind == InlineMarkKind.Link);
}

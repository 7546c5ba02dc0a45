using System.Text.Json.Nodes;
using Leeway.RichText;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>Builds documents of what Markdown can say, with text that looks like syntax.</summary>
internal sealed class MarkdownDocumentBuilder(Random random)
{
    private static readonly string[] s_pieces =
    [
        "word", "two words", "a", "b", "Ünï", "中文", "😀", "1", "1.", "1)", "12. ", "123456789. ", "1234567890. ", "a.", "-", "- ", "--", "---", "+", "+ ", "*", "**", "***", "* ",
        "_", "__", "snake_case", "a_b_", "~", "~~", "~5", "`", "``", "```", "|", "||", "|-|", "\\|", "#", "# ", "##", " #", ">", "> ", "=", "==", "\\", "\\\\", "\\n", "C:\\temp", "[", "]", "[x]",
        "[ ] ", "[a](b)", "![a](b)", "![", "!", "[!NOTE]", "[a]: b", "<", "<b>", "</b>", "<br>", "<!-- x -->", "<a@b.c>", "a < b", "<https://x.y>", "&", "&amp;", "&amp", "&#35;", "AT&T", "a;",
        "@", "@ann", "a@b.c", "http://a.b/c_d", "https://", "https://x.y?a=1&b=2", "www.a.b", "www.", "ftp://a.b", "mailto:a@b.c", "tel:1", "hotel:", "http:", "//", ":", "://", ".", " ", "  ", "    ",
        "\t", "\n", "\r\n", "\u0001", "\u0085", "\u00a0", "\u200b", "\u2028", "\u3000", "\u007f", "\"", "'", "(", ")", "{", "}", "$", "^", ",", ";", "e\u0301", "<details>", "</details>", ":---", "--- |",
    ];

    private static readonly string[] s_urls =
    [
        "https://x.y", "https://x.y/a_b*c", "https://x.y/(a)", "https://x.y/((", "https://x.y/ a", "https://x.y/?a=1&amp;b=2", "https://x.y/\\", "https://x.y/<a>", "/relative", "#anchor", "", "a b",
        "mailto:a@b.c", "https://x.y/a|b", "https://x.y/\"q\"", "https://x.y/ü", "https://x.y/a\nb", "https://x.y/`", "https://x.y/[a]",
    ];

    private static readonly string[] s_languages = ["json", "c#", "c++", "objective-c", "F#"];

    public AdfDocument BuildDocument(int depth) => AdfDocument.Of(Many(1, 5, () => (IAdfBlock)BuildBlock(depth, random.Next(14))));

    private AdfNode BuildBlock(int depth, int kind) => (depth > 0 ? kind : kind % 8) switch
    {
        0 or 1 or 2 => new AdfParagraph(BuildLine()),
        3 => new AdfHeading(random.Next(1, 7), BuildLine()),
        4 => new AdfRule(),
        5 or 6 => BuildNested(0, random.Next(1, 3)),
        7 => BuildTable(),
        8 => new AdfBlockquote(Many(0, 4, () => (IAdfBlockquoteContent)BuildNested(depth - 1, random.Next(6)))),
        9 => BuildTasks(depth - 1),
        10 => new AdfPanel((AdfPanelType)random.Next(6), Many(0, 4, () => (IAdfPanelContent)BuildPanelBlock(depth - 1))),
        11 => new AdfExpand(Many(0, 4, () => (IAdfExpandContent)BuildExpandBlock(depth - 1))) { Title = Maybe(() => "a <b> & \"c\"") },
        _ => BuildList(depth - 1),
    };

    /// <summary>Builds what every place allows.</summary>
    private AdfNode BuildNested(int depth, int kind) => (depth > 0 ? kind : kind % 3) switch
    {
        1 => BuildCode(),
        2 => BuildImage(),
        3 or 4 => BuildList(depth - 1),
        _ => new AdfParagraph(BuildLine()),
    };

    private AdfNode BuildPanelBlock(int depth) => random.Next(8) switch
    {
        0 => new AdfHeading(random.Next(1, 7), BuildLine()),
        1 => new AdfRule(),
        2 => BuildTasks(depth),
        var kind => BuildNested(depth, kind - 3),
    };

    private AdfNode BuildExpandBlock(int depth) => random.Next(8) switch
    {
        0 => BuildTable(),
        1 => new AdfBlockquote(Many(0, 3, () => (IAdfBlockquoteContent)BuildNested(depth - 1, random.Next(6)))),
        2 => new AdfPanel((AdfPanelType)random.Next(6), Many(0, 3, () => (IAdfPanelContent)BuildPanelBlock(depth - 1))),
        3 => new AdfNestedExpand(Many(0, 3, () => (IAdfNestedExpandContent)BuildPanelBlock(depth - 1))) { Title = Maybe(() => "title") },
        _ => BuildPanelBlock(depth),
    };

    private AdfNode BuildList(int depth)
    {
        List<AdfListItem> items = Many(1, 4, () => new AdfListItem(Many(0, 4, BuildItemBlock)));
        return random.Next(2) == 0 ? new AdfBulletList(items) : new AdfOrderedList(items) { Order = random.Next(3) == 0 ? random.Next(2, 2000) : null };

        IAdfListItemContent BuildItemBlock() => random.Next(6) == 0 ? BuildTasks(depth) : (IAdfListItemContent)BuildNested(depth, random.Next(6));
    }

    private AdfTaskList BuildTasks(int depth)
    {
        List<IAdfTaskListItem> items = [];
        foreach (int _ in Enumerable.Range(0, random.Next(1, 4)))
        {
            items.Add(random.Next(5) == 0
                ? new AdfBlockTaskItem((AdfTaskState)random.Next(2), Many(2, 4, () => new AdfParagraph(BuildLine("end"))))
                : new AdfTaskItem((AdfTaskState)random.Next(2), BuildLine()));
            if (depth > 0 && random.Next(3) == 0)
            {
                items.Add(BuildTasks(depth - 1));
            }
        }

        return new AdfTaskList(items);
    }

    private AdfTable BuildTable()
    {
        int columns = random.Next(1, 4);
        bool hasHeader = random.Next(4) != 0;
        AdfTextAlignment?[] alignments = [.. Enumerable.Range(0, columns).Select(_ => random.Next(3) switch { 0 => AdfTextAlignment.Center, 1 => AdfTextAlignment.End, _ => (AdfTextAlignment?)null })];
        return new AdfTable(Enumerable.Range(0, random.Next(1, 4)).Select(row => new AdfTableRow(Enumerable.Range(0, columns).Select(column =>
        {
            // A header of empty cells would be read as none.
            List<AdfInline> line = BuildLine(row == 0 ? "end" : "");
            IAdfTableCellContent content = random.Next(8) == 0 && row > 0 ? BuildImage()
                : alignments[column] is { } alignment ? new AdfAlignedParagraph(alignment, line)
                : new AdfParagraph(line);
            return hasHeader && row == 0 ? new AdfTableHeader([content]) : (IAdfTableCell)new AdfTableCell([content]);
        }))));
    }

    /// <summary>Builds code. Only its carriage returns would be lost.</summary>
    private AdfCodeBlock BuildCode() => new(BuildText().Replace("\r", "", StringComparison.Ordinal)) { Language = Maybe(() => Any(s_languages)) };

    private AdfMediaSingle BuildImage() => new(
        new AdfExternalMedia("https://x.y/" + BuildText()) { Alt = Maybe(BuildText) is { Length: > 0 } alt ? alt : null },
        Maybe(BuildText) is { Length: > 0 } caption ? new AdfCaption([caption]) : null)
    {
        Link = Maybe(() => new AdfLink("https://x.y/a")),
    };

    /// <summary>Builds a line. Texts beside each other differ in their marks, as everywhere in the products.</summary>
    private List<AdfInline> BuildLine(string end = "")
    {
        List<AdfInline> line = [];
        foreach (int _ in Enumerable.Range(0, random.Next(6)))
        {
            AdfInline node = random.Next(8) switch
            {
                0 => new AdfHardBreak(),
                1 => new AdfCode(BuildText(), random.Next(4) == 0 ? [BuildLink()] : []),
                _ => new AdfText(BuildText(), BuildMarks()),
            };
            if (line.Count == 0 || node is AdfHardBreak || line[^1].GetType() != node.GetType() || MarksOf(line[^1]) != MarksOf(node))
            {
                line.Add(node);
            }
        }

        if (end.Length > 0)
        {
            return line is [.., AdfText { Marks.Count: 0 }] ? line : [.. line, end];
        }

        // A tag of a line break alone stands for an empty paragraph.
        return line is [AdfHardBreak] ? [] : line;
    }

    private List<IAdfTextMark> BuildMarks()
    {
        List<IAdfTextMark?> marks = random.Next(3) == 0 ? [] :
        [
            OneIn(6, BuildLink),
            OneIn(3, () => AdfEm.Instance),
            OneIn(3, () => AdfStrong.Instance),
            OneIn(12, () => new AdfTextColor("#ff5630")),
            OneIn(12, () => new AdfBackgroundColor("#deebff")),
            OneIn(5, () => AdfStrike.Instance),
            OneIn(10, () => random.Next(2) == 0 ? AdfSubSup.Sub : AdfSubSup.Sup),
            OneIn(10, () => AdfUnderline.Instance),
        ];
        return [.. marks.OfType<IAdfTextMark>()];
    }

    private AdfLink BuildLink() => new(Any(s_urls)) { Title = Maybe(BuildText) is { Length: > 0 } title ? title : null };

    private string BuildText() => string.Concat(Many(1, 5, () => Any(s_pieces)));

    private static string? MarksOf(AdfInline node) => JsonNode.Parse(node.ToJson())!["marks"]?.ToJsonString();

    private string Any(string[] values) => values[random.Next(values.Length)];

    private T? OneIn<T>(int count, Func<T> build)
        where T : class => random.Next(count) == 0 ? build() : null;

    private T? Maybe<T>(Func<T> build)
        where T : class => OneIn(2, build);

    private List<T> Many<T>(int min, int max, Func<T> build) => [.. Enumerable.Range(0, random.Next(min, max)).Select(_ => build())];
}

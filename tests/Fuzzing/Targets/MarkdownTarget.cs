using System.Text;
using System.Text.RegularExpressions;
using Leeway.Fuzzing.Loop;
using Leeway.RichText;
using Leeway.RichText.Schema;

namespace Leeway.Fuzzing.Targets;

/// <summary>Markdown: every text becomes a valid document, which survives as Markdown.</summary>
internal sealed partial class MarkdownTarget : FuzzTarget
{
    private static readonly MarkdownOptions s_reading = new() { ReadsAdf = true };

    /// <summary>The sections of the guide, and what it does not use.</summary>
    public override IEnumerable<byte[]> Seeds =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Order(StringComparer.Ordinal)
            .SelectMany(static file => File.ReadAllText(file).Split("\n## ")).Where(static section => section.Length < 2000).Select(Encoding.UTF8.GetBytes),
        .. new[]
        {
            "- [ ] task\n- [x] done\n  1. one\n  2. two\n\n> quote\n> - item",
            "| a | b |\n|:--|--:|\n| `x|y` | **b** *i* ~~s~~ |\n\n---\n\n```cs\ncode\n```",
            "[link](<https://example.com/a b> \"title\") ![image](x.png) <https://example.com> <b>html</b> [@user](accountid:1)",
            "# h1\n\nh2\n==\n\n> [!NOTE]\n> panel\n\n[a]: /b 'c'\n[a] \\* &amp; &#0; a  \nb\\\nc",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "\n", "\n\n", "  \n", "\t", "    ", "# ", "> ", "- ", "1. ", "- [ ] ", "* ", "**", "*", "_", "__", "~~", "`", "```", "~~~", "|", "|--|", "\\", "&amp;", "&#x0;", "<", ">", "<!--", "-->",
        "<b>", "</b>", "<br>", "[", "]", "](", ")", "![", "[a]: ", "(<", "https://", "javascript:", "www.a.b", "a@b.c", "---", "===", "> [!NOTE]\n", "```adf\n", "](<adf:", "\u00a0", "\u200b",
    ];

    public override string Run(byte[] input)
    {
        string markdown = Encoding.UTF8.GetString(input);
        AdfDocument document = AdfDocument.FromMarkdown(markdown);
        string json = document.ToJson();
        IReadOnlyList<SchemaFault> faults = AdfValidator.Validate(json);
        Require(faults.Count == 0, $"The document is not valid: {string.Join("; ", faults)}\n{json}");
        string written = document.ToMarkdown();
        AdfDocument again = AdfDocument.FromMarkdown(written, s_reading);
        Require(again.ToPlainText() == document.ToPlainText(), $"The text differs after writing:\n{written}");
        Require(WithoutIds(again.ToMarkdown()) == WithoutIds(written), $"What was written is written differently when it is read again:\n{written}\n---\n{again.ToMarkdown()}");
        AdfDocument.FromMarkdown(markdown, s_reading).ToMarkdown();
        return string.Join(',', document.Descendants().Select(static node => node.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    private static string WithoutIds(string markdown) => LocalId().Replace(markdown, "");

    [GeneratedRegex("\"localId\": ?\"[^\"]*\"")]
    private static partial Regex LocalId();
}

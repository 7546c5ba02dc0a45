using System.Text;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>Creates texts of the syntax of Markdown, most of it in the wrong place.</summary>
internal static class MarkdownSample
{
    private static readonly string[] s_pieces =
    [
        "*", "**", "_", "__", "~~", "`", "``", "```", "[", "]", "(", ")", "](u)", "![", "<", ">", "<b>", "</b>", "<br>", "<!--", "-->", "<u>", "</u>", "<code>", "</code>",
        "<span style=\"color: #ff0000\">", "</span>", "\\", "&amp;", "&#32;", "&#0;", "\n", "\n", "\n", "\n\n", "\n    ", "  \n", "\t", " ", "  ", "a", "b", "foo", "Å", "中", "😀",
        "\u00a0", "\u2028", "\0", "\u0001", "\ud800", "# ", "## ", "- ", "+ ", "* ", "1. ", "2) ", "> ", "- [ ] ", "- [x] ", "[ ] ", "> [!NOTE]\n> ", "---", "===", "|", "|-|-|\n",
        "| a | b |\n", "http://a.b/c", "www.x.y", "@ann", "\\@bob", ":", "-", "=", "\"", "'", "[a]: /u \"t\"\n", "[a]", "<details>\n\n", "</details>\n\n", "<summary>t</summary>",
        "```adf\n{\"type\":\"rule\"}\n```\n", "[x](adf:mention/1)", "[x](<adf:{\"type\":\"hardBreak\"}>)", "![i](https://x/y.png)", "\r\n", "\r", "$", "^", "!", "#", ".", "1",
        "<https://x.y>", "~", "&", ";", "[l](javascript:a)",
    ];

    public static string Create(Random random)
    {
        StringBuilder text = new();
        for (int i = random.Next(1, 40); i > 0; i--)
        {
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        }

        return text.ToString();
    }
}

using System.Text.RegularExpressions;

namespace Leeway.Package.Tests.Building;

/// <summary>Finds sections and code blocks of Markdown.</summary>
internal static partial class MarkdownCode
{
    /// <summary>Returns the blocks of a language, in the order of the text.</summary>
    public static IEnumerable<string> Blocks(string markdown, string language) =>
        Fence().Matches(markdown).Where(m => m.Groups["language"].Value == language).Select(static m => m.Groups["text"].Value);

    /// <summary>Returns the section below a heading of the second level.</summary>
    public static string Section(string markdown, string heading)
    {
        int start = markdown.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no heading '{heading}'.");
        int end = markdown.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? markdown[start..] : markdown[start..end];
    }

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

using System.Text.RegularExpressions;

namespace Leeway.Package.Tests.Building;

/// <summary>Finds the code blocks of Markdown.</summary>
internal static partial class MarkdownCode
{
    /// <summary>Returns the blocks of a language, in the order of the text.</summary>
    public static IEnumerable<string> Blocks(string markdown, string language) =>
        Fence().Matches(markdown).Where(m => m.Groups["language"].Value == language).Select(static m => m.Groups["text"].Value);

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

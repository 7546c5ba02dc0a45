using System.Text.RegularExpressions;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Reads documentation comments without regard to how their lines are broken.</summary>
internal static partial class EmittedText
{
    /// <summary>Joins all lines of a text by spaces, and removes those next to the tags of an element.</summary>
    public static string Unwrap(string text) => AfterTag().Replace(Space().Replace(CommentBreak().Replace(text, " "), " "), "${tag}");

    [GeneratedRegex("\n *///")]
    private static partial Regex CommentBreak();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("(?<tag><(summary|remarks|param)[^>]*>) | (?<tag></(summary|remarks|param)>)")]
    private static partial Regex AfterTag();
}

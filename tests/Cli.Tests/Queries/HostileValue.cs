using FsCheck;
using FsCheck.Fluent;

namespace Leeway.Cli.Tests.Queries;

/// <summary>Values made of the characters and words with a meaning in queries, among other text.</summary>
internal static class HostileValue
{
    private static readonly string[] s_pieces =
    [
        "\"", "'", "\\", "\\\\", "\\\"", "\\'", "\\u0022", "\\n", "\\u", "(", ")", "[", "]", ",", "=", "!=", "~", "!~", "<", ">", "!", "&", "&&", "|", "||",
        "{", "}", "*", "?", "%", "+", "-", "^", "$", "#", "@", ";", ":", "/", ".", "_", "`", " ", "\t", "\r", "\n", "\r\n", "\0", "\u0001", "\u000B", "\u001F",
        "\u007F", "\u0085", "\u009F", "\u00A0", "\u2028", "\u2029", "\u3000", "\uFEFF", "\u202E", "\u0301", "\uFDD0", "\uFDEF", "\uFFFD", "\uFFFE", "\uFFFF",
        "\uD83D\uDE00", "\uD83F\uDFFF", "\uDBFF\uDFFF", "\uD800", "\uDC00", "a", "Z", "7", "-7", "ä", "日本", "“", "”", "＂", "＼",
        "AND", "or", " OR ", "NOT", "in", "EMPTY", "null", "order by", " ORDER BY created", "WAS", "changed", "cf[10010]", "currentUser()", "commit", "select",
        "x\\\" OR project = SECRET OR summary ~ y\\", "\" OR \"\" = \"", "') OR (project = 'A",
    ];

    public static Gen<string> Generator { get; } = Gen.OneOf(
        Gen.Elements(s_pieces).ListOf().Select(static pieces => string.Concat(pieces)),
        Gen.Elements(s_pieces),
        Gen.Choose(0, 0xFFFF).Select(static code => ((char)code).ToString()),
        ArbMap.Default.GeneratorFor<string>().Select(static text => text ?? ""));

    /// <summary>Arrays of values.</summary>
    /// <param name="count">The number of values.</param>
    public static Arbitrary<string[]> ArrayOf(int count) => Generator.ArrayOf(count).ToArbitrary();

    /// <summary>Whether no query can contain the value: it has NUL or half a surrogate pair.</summary>
    public static bool IsRefused(string value)
    {
        bool isAfterHigh = false;
        foreach (char c in value)
        {
            if (c == '\0' || char.IsLowSurrogate(c) != isAfterHigh)
            {
                return true;
            }

            isAfterHigh = char.IsHighSurrogate(c);
        }

        return isAfterHigh;
    }
}

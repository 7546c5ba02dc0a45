using FsCheck;
using FsCheck.Fluent;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Text with the special characters of addresses and headers, among other text.</summary>
internal static class HostileText
{
    private static readonly string[] s_pieces =
    [
        ".", "..", "/", "\\", "%", "%2e", "%2E%2e", "%2f", "%5c", "%252e", "?", "#", "&", "=", "+", ";", ":", "@", ",", " ", "\t", "\r", "\n",
        "\0", "\"", "'", "{", "}", "[", "]", "|", "^", "`", "<", ">", "~", "-", "_", "a", "Z", "9", "ä", "日本", "\u202E", "\u200F", "\uFEFF", "\u0301",
        "\uD83D\uDE00", "\uD800", "\uDC00", "\uFFFD", "\uFFFF", "//evil.example/", "https://evil.example/", "..;/", "\u2025", "\uFF0E\uFF0E", "\u2215",
    ];

    public static Arbitrary<string> Arbitrary { get; } = Gen.OneOf(
        Gen.Elements(s_pieces).ListOf().Select(static pieces => string.Concat(pieces)),
        Gen.Elements(s_pieces),
        ArbMap.Default.GeneratorFor<string>().Select(static text => text ?? "")).ToArbitrary();

    /// <summary>Replaces what UTF-8 cannot represent.</summary>
    public static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}

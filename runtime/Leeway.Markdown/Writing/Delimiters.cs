using System.Text;

namespace Leeway.Markdown.Writing;

/// <summary>
/// Decides where delimiters such as <c>**</c> can mark formatting. Whether Markdown reads them so depends on the characters around them: they
/// must touch a word, or stand between white space and punctuation. Elsewhere, tags mark the formatting.
/// </summary>
internal static class Delimiters
{
    /// <summary>The maximum number of times that decisions are changed by decisions about their neighbors.</summary>
    private const int MaxRounds = 4;

    /// <summary>Stands for half of a surrogate pair, which Markdig does not take for punctuation.</summary>
    private const int ReplacementCharacter = 0xfffd;

    /// <summary>What a character is for a delimiter beside it.</summary>
    private enum Side
    {
        /// <summary>The end of the line, or a space.</summary>
        Space,
        Word,
        Punctuation,

        /// <summary>A character that delimiters do not go with.</summary>
        Other,
    }

    public static void Choose(List<InlineToken> tokens)
    {
        bool hasChanged = true;
        for (int round = 0; hasChanged; round++)
        {
            hasChanged = false;
            for (int i = 0; i < tokens.Count; i++)
            {
                InlineToken token = tokens[i];
                if (token.Item is null && token.HasDelimiter && (round == MaxRounds || !IsRead(tokens, i)))
                {
                    token.HasDelimiter = false;
                    token.Partner!.HasDelimiter = false;
                    hasChanged = true;
                }
            }
        }
    }

    /// <summary>Whether Markdown reads the delimiter of a token as what it is.</summary>
    private static bool IsRead(List<InlineToken> tokens, int i)
    {
        // Delimiters of the same character and direction are one run.
        char c = tokens[i].Mark.Delimiter![0];
        bool isOpening = tokens[i].IsOpening;
        int start = i;
        while (start > 0 && IsDelimiter(tokens[start - 1], c, isOpening))
        {
            start--;
        }

        int end = i + 1;
        while (end < tokens.Count && IsDelimiter(tokens[end], c, isOpening))
        {
            end++;
        }

        // A run must not touch one of the same character in the other direction. The second of them gives way.
        if (isOpening && start > 0 && IsDelimiter(tokens[start - 1], c, isOpening: false))
        {
            return false;
        }

        Side before = start > 0 ? LastOf(tokens[start - 1]) : Side.Space;
        Side after = end < tokens.Count ? FirstOf(tokens[end]) : Side.Space;
        (Side inner, Side outer) = isOpening ? (after, before) : (before, after);
        return inner == Side.Word ? outer != Side.Other : inner == Side.Punctuation && outer == Side.Space;
    }

    private static bool IsDelimiter(InlineToken token, char c, bool isOpening) =>
        token.Item is null && token.HasDelimiter && token.IsOpening == isOpening && token.Mark.Delimiter![0] == c;

    private static Side FirstOf(InlineToken token)
    {
        if (token.Item is not { Text: { } text, Format.IsCode: false })
        {
            return Side.Punctuation;
        }

        Rune.DecodeFromUtf16(text, out Rune rune, out _);
        return SideOf(rune);
    }

    private static Side LastOf(InlineToken token)
    {
        if (token.Item is { IsBreak: true })
        {
            // Where it is a tag instead of a line, a delimiter that touches a word is read as well.
            return Side.Space;
        }

        if (token.Item is not { Text: { } text, Format.IsCode: false })
        {
            return Side.Punctuation;
        }

        Rune.DecodeLastFromUtf16(text, out Rune rune, out _);
        return SideOf(rune);
    }

    private static Side SideOf(Rune rune) => rune.Value switch
    {
        ' ' => Side.Space,
        '*' or '_' or '~' or '\\' or '`' or '&' or ReplacementCharacter => Side.Other,
        _ when Rune.IsLetterOrDigit(rune) => Side.Word,
        _ when Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) => Side.Punctuation,
        _ => Side.Other,
    };
}

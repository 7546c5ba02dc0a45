using System;

namespace Leeway.Generator.Shaping;

/// <summary>Recognizes the names of ids: <c>id</c>, <c>ids</c>, and names whose last word is one of them.</summary>
internal static class IdNames
{
    /// <summary>Whether a parameter or a member of this name is an id, or a list of ids.</summary>
    public static bool IsMatch(string name)
    {
        int length = name.Length > 0 && name[name.Length - 1] is 's' or 'S' ? name.Length - 1 : name.Length;
        int start = length - 2;
        if (start < 0 || name[start] is not ('i' or 'I') || name[start + 1] is not ('d' or 'D'))
        {
            return false;
        }

        // The word begins with a capital after other letters, or after a character between words: 'grid' and 'VALID' are other words.
        bool isWord = start == 0
            || !char.IsLetterOrDigit(name[start - 1])
            || (name[start] == 'I' && (name[start + 1] == 'd' || !char.IsUpper(name[start - 1])));
        return isWord && !EndsWithSequence(name.AsSpan(0, start));
    }

    /// <summary>Whether the word before <c>id</c> is <c>sequence</c>: such a number orders updates, and identifies nothing.</summary>
    private static bool EndsWithSequence(ReadOnlySpan<char> name)
    {
        while (!name.IsEmpty && !char.IsLetterOrDigit(name[name.Length - 1]))
        {
            name = name.Slice(0, name.Length - 1);
        }

        return name.EndsWith("sequence".AsSpan(), StringComparison.OrdinalIgnoreCase);
    }
}

using System.Buffers;

namespace Leeway.Queries;

/// <summary>Decides which field names can be written in CQL without quotation marks.</summary>
internal static class CqlFieldName
{
    private static readonly SearchValues<char> s_letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<string> s_keywords = SearchValues.Create(
        ["and", "or", "not", "in", "is", "order", "by", "asc", "desc", "empty", "null"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns a name that is a path of words, such as <c>content.property[review].state</c>.</summary>
    /// <exception cref="ArgumentException">The name is something else.</exception>
    public static string Require(string name) => IsField(name)
        ? name
        : throw new ArgumentException(
            $"'{DisplayText.Clean(name)}' cannot be the name of a field in CQL. Pass a name of letters, digits, '_' and '-', with keys in brackets and paths after dots.",
            nameof(name));

    /// <summary>Whether a name consists of words, each after a dot or in brackets, the first one before any brackets and not a keyword.</summary>
    private static bool IsField(ReadOnlySpan<char> name)
    {
        bool isFirst = true;
        while (true)
        {
            int length = LengthOfWord(name);
            if (length == 0 || (isFirst && s_keywords.Contains(name[..length].ToString())))
            {
                return false;
            }

            isFirst = false;
            name = name[length..];
            if (name.StartsWith('['))
            {
                int key = name.IndexOf(']');
                if (key <= 1 || name[1..key].ContainsAnyExcept(s_letters))
                {
                    return false;
                }

                name = name[(key + 1)..];
            }

            if (name.IsEmpty)
            {
                return true;
            }

            if (name[0] != '.')
            {
                return false;
            }

            name = name[1..];
        }
    }

    private static int LengthOfWord(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExcept(s_letters);
        return end < 0 ? text.Length : end;
    }
}

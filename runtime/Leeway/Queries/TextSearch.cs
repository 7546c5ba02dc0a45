using System.Buffers;
using System.Text;

namespace Leeway.Queries;

/// <summary>Escapes text for the search language inside the values of <c>~</c>, which is derived from that of Lucene.</summary>
internal static class TextSearch
{
    private static readonly SearchValues<char> s_operators = SearchValues.Create("+-&|!(){}[]^\"~*?:\\/");

    /// <summary>Escapes text so that none of its characters or words is an operator.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length + 8);
        bool isWordStart = true;
        for (int i = 0; i < text.Length; i++)
        {
            if (s_operators.Contains(text[i]) || (isWordStart && StartsWithOperator(text.AsSpan(i))))
            {
                escaped.Append('\\');
            }

            escaped.Append(text[i]);
            isWordStart = char.IsWhiteSpace(text[i]);
        }

        return escaped.ToString();
    }

    /// <summary>Puts text in quotation marks, in which words are no operators and must follow each other.</summary>
    public static string FormatPhrase(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var phrase = new StringBuilder(text.Length + 8).Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                phrase.Append('\\');
            }

            phrase.Append(c);
        }

        return phrase.Append('"').ToString();
    }

    private static bool StartsWithOperator(ReadOnlySpan<char> text) => IsWord(text, "AND") || IsWord(text, "OR") || IsWord(text, "NOT");

    private static bool IsWord(ReadOnlySpan<char> text, string word) =>
        text.StartsWith(word, StringComparison.Ordinal) && (text.Length == word.Length || char.IsWhiteSpace(text[word.Length]));
}

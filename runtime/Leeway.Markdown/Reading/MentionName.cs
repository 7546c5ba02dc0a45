namespace Leeway.Markdown.Reading;

/// <summary>The name in a mention such as <c>@mia.k</c>.</summary>
internal static class MentionName
{
    /// <summary>Reads the name after an at sign; null if there is none, or if the at sign is inside a word, as in an email address.</summary>
    public static string? Read(string text, int at)
    {
        if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '@' or '/' or '.' or '_' or '-'))
        {
            return null;
        }

        int end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '_' or '-'))
        {
            end++;
        }

        // A full stop at the end ends the sentence.
        while (end > at + 1 && !char.IsLetterOrDigit(text[end - 1]))
        {
            end--;
        }

        return end > at + 1 ? text[(at + 1)..end] : null;
    }
}

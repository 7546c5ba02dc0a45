namespace Leeway.Calls;

/// <summary>Refuses text with half of a surrogate pair: UTF-8 cannot hold it, so that another text would be sent.</summary>
internal static class WellFormedText
{
    /// <summary>Refuses a text that is not well-formed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parameter">The parameter that the text was passed for.</param>
    /// <exception cref="ArgumentException">The text is not well-formed.</exception>
    public static void Require(ReadOnlySpan<char> text, string? parameter)
    {
        int start = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (int i = start; i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                throw Refusal(i, parameter);
            }

            i++;
        }
    }

    /// <summary>The exception for a text with half of a surrogate pair.</summary>
    /// <param name="index">Where the half is.</param>
    /// <param name="parameter">The parameter that the text was passed for.</param>
    public static ArgumentException Refusal(int index, string? parameter) => new(
        $"The text has half of a surrogate pair at index {index}, which cannot be sent as UTF-8. Pass text that was not cut inside a character.", parameter);
}

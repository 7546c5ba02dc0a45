namespace Leeway.Calls;

/// <summary>Refuses text with an unpaired surrogate: UTF-8 cannot represent it, so other text would be sent.</summary>
internal static class WellFormedText
{
    /// <summary>Refuses a text that is not well-formed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
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
                throw CreateException(i, parameter);
            }

            i++;
        }
    }

    /// <summary>Creates the exception for a text with an unpaired surrogate.</summary>
    /// <param name="index">The index of the surrogate.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    public static ArgumentException CreateException(int index, string? parameter) => new(
        $"The text has an unpaired surrogate at index {index}, which cannot be sent as UTF-8. Pass text that was not cut inside a character.", parameter);
}

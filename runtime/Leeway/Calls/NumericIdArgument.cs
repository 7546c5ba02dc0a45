using System.ComponentModel;
using System.Runtime.CompilerServices;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>Refuses texts that are not integers for parameters that the document declares as numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NumericIdArgument
{
    /// <summary>Refuses a text that is not an integer. Null is not refused.</summary>
    /// <param name="value">The text.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public static void ThrowIfInvalid(string? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        NumericId.Require(value, parameter ?? nameof(value));

    /// <summary>Refuses a list with a text that is not an integer. Null is not refused, neither the list nor an item.</summary>
    /// <param name="values">The list.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentException">An item is not an integer.</exception>
    public static void ThrowIfInvalid(IReadOnlyList<string>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            ThrowIfInvalid(values[i], parameter);
        }
    }
}

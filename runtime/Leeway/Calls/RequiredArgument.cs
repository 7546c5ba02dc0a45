using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Leeway.Generated;

/// <summary>
/// Refuses empty lists and maps that are required. If they were empty, they would not be sent, and the request would mean something else.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequiredArgument
{
    /// <summary>Refuses a list without values.</summary>
    /// <param name="values">The list.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">The list is empty, or all its values are null.</exception>
    public static void ThrowIfEmpty<T>([NotNull] IReadOnlyList<T>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is not null)
            {
                return;
            }
        }

        throw CreateException(parameter);
    }

    /// <summary>Refuses a map without entries.</summary>
    /// <param name="entries">The map.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentNullException">The map is null.</exception>
    /// <exception cref="ArgumentException">The map is empty.</exception>
    public static void ThrowIfEmpty([NotNull] IDictionary<string, string>? entries, [CallerArgumentExpression(nameof(entries))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(entries, parameter);
        if (entries.Count == 0)
        {
            throw CreateException(parameter);
        }
    }

    private static ArgumentException CreateException(string? parameter) =>
        new("The operation needs at least one value: pass a list or map that is not empty.", parameter);
}

using System.Runtime.CompilerServices;

namespace Leeway.Calls;

/// <summary>Sets headers of requests from values of callers, so that no value can begin another header.</summary>
public static class RequestHeaders
{
    /// <summary>Adds a header; null adds nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The name of the parameter that the value was passed for.</param>
    /// <exception cref="ArgumentException">The value has characters that a header cannot hold.</exception>
    public static void Add(
        HttpRequestMessage request,
        string name,
        string? value,
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (value is null)
        {
            return;
        }

        foreach (char c in value)
        {
            if (c is not ('\t' or (>= ' ' and <= '~')))
            {
                throw new ArgumentException($"A header holds printable ASCII only, which the value for {name} is not.", parameter);
            }
        }

        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <inheritdoc cref="Add(HttpRequestMessage, string, string?, string?)"/>
    public static void Add(HttpRequestMessage request, string name, bool? value) =>
        Add(request, name, value switch { true => "true", false => "false", null => null }, nameof(value));

    /// <inheritdoc cref="Add(HttpRequestMessage, string, string?, string?)"/>
    public static void Add<T>(
        HttpRequestMessage request,
        string name,
        T value,
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, IFormattable => Add(request, name, WireValue.ToText(value), parameter);

    /// <inheritdoc cref="Add(HttpRequestMessage, string, string?, string?)"/>
    public static void Add<T>(
        HttpRequestMessage request,
        string name,
        T? value,
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, IFormattable => Add(request, name, value is T known ? WireValue.ToText(known) : null, parameter);
}

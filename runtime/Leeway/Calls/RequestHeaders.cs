using System.Buffers;
using System.Collections.Frozen;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Leeway.Calls;

namespace Leeway.Generated;

/// <summary>Sets request headers from values of callers. No value can inject another header.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestHeaders
{
    /// <summary>The characters of a token (RFC 9110).</summary>
    private static readonly SearchValues<char> s_tokenCharacters =
        SearchValues.Create("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");

    /// <summary>Headers that decide where a request goes, who sends it, and where its body ends.</summary>
    private static readonly FrozenSet<string> s_ownHeaders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Authorization", "Connection", "Expect", "Host", "HTTP2-Settings", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    /// <summary>Adds a header; null adds nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The name of the header.</param>
    /// <param name="value">The value of the header.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
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

        RequireText(name, value, parameter);
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <inheritdoc cref="Add(HttpRequestMessage, string, string?, string?)"/>
    public static void Add(HttpRequestMessage request, string name, bool? value) =>
        Add(request, name, value switch { true => "true", false => "false", null => null }, nameof(value));

    /// <summary>Validates and copies headers that an application adds to those of a call.</summary>
    /// <exception cref="ArgumentException">A header is invalid, or would break the call.</exception>
    internal static IReadOnlyDictionary<string, string> Validate(
        IReadOnlyDictionary<string, string> headers, [CallerArgumentExpression(nameof(headers))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(headers, parameter);
        if (headers.Count == 0)
        {
            return headers;
        }

        var copy = new Dictionary<string, string>(headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_tokenCharacters))
            {
                throw new ArgumentException($"'{MakePrintable(name)}' is not a valid header name.", parameter);
            }

            if (s_ownHeaders.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException($"The call sets the header {name} itself, so it cannot be replaced.", parameter);
            }

            if (value is null)
            {
                throw new ArgumentException($"The header {name} has no value. Remove it.", parameter);
            }

            RequireText(name, value, parameter);
            if (!copy.TryAdd(name, value))
            {
                throw new ArgumentException($"The header {name} occurs twice: header names are not case-sensitive. Remove one of them.", parameter);
            }
        }

        return copy;
    }

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

    private static void RequireText(string name, string value, string? parameter)
    {
        foreach (char c in value)
        {
            if (c is not ('\t' or (>= ' ' and <= '~')))
            {
                throw new ArgumentException($"The value for the header {name} has the character U+{(int)c:X4}. A header can contain printable ASCII only.", parameter);
            }
        }
    }

    /// <summary>Replaces the characters of a name that a message cannot show.</summary>
    private static string MakePrintable(string name) => string.Concat(name.Take(100).Select(static c => c is >= ' ' and <= '~' ? c : '?'));
}

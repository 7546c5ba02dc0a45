using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Leeway.Calls;

namespace Leeway.Generated;

/// <summary>Builds the path and query of a request. No value can leave its place.</summary>
/// <remarks>
/// The unreserved characters of <see href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986</see> are not encoded; all others
/// are percent-encoded as UTF-8. A value with an unpaired surrogate, which UTF-8 cannot represent, is refused with an
/// <see cref="ArgumentException"/> that names its parameter. The format of values does not depend on the culture. Use a builder only once:
/// <see cref="Build"/> returns its memory.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RequestUri
{
    private static readonly SearchValues<char> s_unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private Span<char> _buffer;
    private char[]? _rented;
    private int _length;
    private bool _hasQuery;

    /// <summary>Initializes a builder with an empty path.</summary>
    /// <param name="buffer">Memory to build in, on the stack. When it is full, the builder rents more from a pool.</param>
    public RequestUri(Span<char> buffer)
    {
        _buffer = buffer;
    }

    /// <summary>Adds a literal part of the route, which is encoded already.</summary>
    public void AppendLiteral(string piece) => Append(piece);

    /// <summary>Adds a value as a path segment, or as a part of one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentException">
    /// The value is empty, <c>.</c> or <c>..</c>: servers and clients remove such a segment, encoded or not, so the request would reach
    /// another operation. Or it has an unpaired surrogate.
    /// </exception>
    public void AppendSegment(string value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(value, parameter);
        if (value is "" or "." or "..")
        {
            throw new ArgumentException(
                $"\"{value}\" cannot be a path segment: the request would reach another address.",
                parameter);
        }

        AppendEncoded(value, parameter);
    }

    /// <summary>Adds a value as a path segment, or as a part of one.</summary>
    /// <inheritdoc cref="AppendSegment(string, string?)"/>
    public void AppendSegment<T>(T value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        int start = _length;
        AppendFormatted(value, parameter);
        if (_buffer[start.._length] is "" or "." or "..")
        {
            throw new ArgumentException("The value cannot be a path segment: the request would reach another address.", parameter);
        }
    }

    /// <summary>Adds <c>true</c> or <c>false</c> as a path segment, or as a part of one.</summary>
    public void AppendSegment(bool value) => Append(value ? "true" : "false");

    /// <summary>Adds a query parameter; null adds nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentException">The value has an unpaired surrogate.</exception>
    public void AppendQuery(string name, string? value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        if (value is not null)
        {
            AppendName(name);
            AppendEncoded(value, parameter);
        }
    }

    /// <summary>Adds a query parameter; null adds nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="value">The value.</param>
    public void AppendQuery(string name, bool? value)
    {
        if (value is bool known)
        {
            AppendName(name);
            Append(known ? "true" : "false");
        }
    }

    /// <summary>Adds a query parameter.</summary>
    /// <inheritdoc cref="AppendQuery(string, string?, string?)"/>
    public void AppendQuery<T>(string name, T value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        AppendName(name);
        AppendFormatted(value, parameter);
    }

    /// <summary>Adds a query parameter; null adds nothing.</summary>
    /// <inheritdoc cref="AppendQuery(string, string?, string?)"/>
    public void AppendQuery<T>(string name, T? value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        if (value is T known)
        {
            AppendQuery(name, known, parameter);
        }
    }

    /// <summary>Adds one query parameter for each value: <c>a=1&amp;a=2</c>. Null, an empty list, and null values add nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="values">The values.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentException">A value has an unpaired surrogate.</exception>
    public void AppendQueryEach(string name, IReadOnlyList<string>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            AppendQuery(name, values[i], parameter);
        }
    }

    /// <summary>Adds one query parameter for each value. Null and an empty list add nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="values">The values.</param>
    public void AppendQueryEach(string name, IReadOnlyList<bool>? values)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            AppendQuery(name, values[i]);
        }
    }

    /// <inheritdoc cref="AppendQueryEach(string, IReadOnlyList{string}?, string?)"/>
    public void AppendQueryEach<T>(string name, IReadOnlyList<T>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        for (int i = 0; i < values?.Count; i++)
        {
            AppendQuery(name, values[i], parameter);
        }
    }

    /// <summary>Adds one query parameter for all values: <c>a=1,2</c>. Null, an empty list, and null values add nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="values">The values; a comma inside one is encoded.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentException">A value has an unpaired surrogate.</exception>
    public void AppendQueryJoined(string name, IReadOnlyList<string>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
    {
        bool isFirst = true;
        for (int i = 0; i < values?.Count; i++)
        {
            if (values[i] is { } value)
            {
                AppendNameOrComma(name, isFirst);
                AppendEncoded(value, parameter);
                isFirst = false;
            }
        }
    }

    /// <summary>Adds one query parameter for all values. Null and an empty list add nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="values">The values.</param>
    public void AppendQueryJoined(string name, IReadOnlyList<bool>? values)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            AppendNameOrComma(name, i == 0);
            Append(values[i] ? "true" : "false");
        }
    }

    /// <inheritdoc cref="AppendQueryJoined(string, IReadOnlyList{string}?, string?)"/>
    public void AppendQueryJoined<T>(string name, IReadOnlyList<T>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        for (int i = 0; i < values?.Count; i++)
        {
            AppendNameOrComma(name, i == 0);
            AppendFormatted(values[i], parameter);
        }
    }

    /// <summary>Adds one query parameter for each entry. Null, an empty map, and entries with a null value add nothing.</summary>
    /// <param name="entries">The names and their values.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
    /// <exception cref="ArgumentException">A name or a value has an unpaired surrogate.</exception>
    public void AppendQueryMap(IDictionary<string, string>? entries, [CallerArgumentExpression(nameof(entries))] string? parameter = null)
    {
        if (entries is null)
        {
            return;
        }

        foreach ((string name, string value) in entries)
        {
            if (value is not null)
            {
                AppendSeparator();
                AppendEncoded(name, parameter);
                Append("=");
                AppendEncoded(value, parameter);
            }
        }
    }

    /// <summary>Returns the path and query. The builder cannot be used afterward.</summary>
    public string Build()
    {
        string uri = _buffer[.._length].ToString();
        char[]? rented = _rented;
        this = default;
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return uri;
    }

    private void AppendSeparator()
    {
        Append(_hasQuery ? "&" : "?");
        _hasQuery = true;
    }

    private void AppendName(string name)
    {
        AppendSeparator();
        Append(name);
        Append("=");
    }

    private void AppendNameOrComma(string name, bool isFirst)
    {
        if (isFirst)
        {
            AppendName(name);
        }
        else
        {
            Append(",");
        }
    }

    private void Append(scoped ReadOnlySpan<char> text)
    {
        if (text.Length > _buffer.Length - _length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    private void AppendEncoded(scoped ReadOnlySpan<char> value, string? parameter)
    {
        int length = value.Length;
        Span<byte> bytes = stackalloc byte[4];
        Span<char> triplet = stackalloc char[3];
        triplet[0] = '%';
        while (true)
        {
            int plain = value.IndexOfAnyExcept(s_unreserved);
            if (plain < 0)
            {
                Append(value);
                return;
            }

            Append(value[..plain]);
            if (Rune.DecodeFromUtf16(value[plain..], out Rune rune, out int consumed) != OperationStatus.Done)
            {
                throw WellFormedText.CreateException(length - value.Length + plain, parameter);
            }

            foreach (byte octet in bytes[..rune.EncodeToUtf8(bytes)])
            {
                octet.TryFormat(triplet[1..], out _, "X2", CultureInfo.InvariantCulture);
                Append(triplet);
            }

            value = value[(plain + consumed)..];
        }
    }

    private void AppendFormatted<T>(T value, string? parameter)
        where T : struct, ISpanFormattable
    {
        value = WireValue.Normalize(value);
        Span<char> text = stackalloc char[64];
        if (value.TryFormat(text, out int written, WireValue.FormatOf<T>(), CultureInfo.InvariantCulture))
        {
            AppendEncoded(text[..written], parameter);
        }
        else
        {
            AppendEncoded(WireValue.ToText(value), parameter);
        }
    }

    private void Grow(int needed)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(_length + needed, _buffer.Length * 2));
        _buffer[.._length].CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
        }

        _buffer = _rented = larger;
    }
}

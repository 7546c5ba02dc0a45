using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Leeway.Calls;

/// <summary>Builds the path and query of a request, so that no value can leave the place it is put in.</summary>
/// <remarks>
/// The unreserved characters of <see href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986</see> stay as they are, and every
/// other one is percent-encoded as UTF-8. A value with half of a surrogate pair, which UTF-8 cannot hold, is refused with an
/// <see cref="ArgumentException"/> that names its parameter. Values are written alike in every culture. Use one builder once:
/// <see cref="Build"/> returns its memory.
/// </remarks>
public ref struct RequestUri
{
    private static readonly SearchValues<char> s_unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private Span<char> _buffer;
    private char[]? _rented;
    private int _length;
    private bool _hasQuery;

    /// <summary>Begins with an empty path.</summary>
    /// <param name="buffer">Memory to build in, on the stack; the builder takes more from a pool when it is full.</param>
    public RequestUri(Span<char> buffer)
    {
        _buffer = buffer;
    }

    /// <summary>Adds a piece of the route, which is encoded already.</summary>
    public void Literal(string piece) => Append(piece);

    /// <summary>Adds a value as a segment of the path, or a part of one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The name of the parameter that the value was passed for.</param>
    /// <exception cref="ArgumentException">
    /// The value is empty, <c>.</c> or <c>..</c>: such a segment vanishes from an address, encoded or not, so that the
    /// request would reach another operation. Or it has half of a surrogate pair.
    /// </exception>
    public void Segment(string value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(value, parameter);
        if (value is "" or "." or "..")
        {
            throw new ArgumentException(
                $"\"{value}\" cannot stand in a path: the request would reach another address.",
                parameter);
        }

        AppendEncoded(value, parameter);
    }

    /// <summary>Adds a value as a segment of the path, or a part of one.</summary>
    /// <inheritdoc cref="Segment(string, string?)"/>
    public void Segment<T>(T value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        int start = _length;
        AppendFormatted(value, parameter);
        if (_buffer[start.._length] is "" or "." or "..")
        {
            throw new ArgumentException("The value cannot stand in a path: the request would reach another address.", parameter);
        }
    }

    /// <summary>Adds <c>true</c> or <c>false</c> as a segment of the path, or a part of one.</summary>
    public void Segment(bool value) => Append(value ? "true" : "false");

    /// <summary>Adds a query parameter; null adds nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The name of the parameter that the value was passed for.</param>
    /// <exception cref="ArgumentException">The value has half of a surrogate pair.</exception>
    public void Query(string name, string? value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
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
    public void Query(string name, bool? value)
    {
        if (value is bool known)
        {
            AppendName(name);
            Append(known ? "true" : "false");
        }
    }

    /// <summary>Adds a query parameter.</summary>
    /// <inheritdoc cref="Query(string, string?, string?)"/>
    public void Query<T>(string name, T value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        AppendName(name);
        AppendFormatted(value, parameter);
    }

    /// <summary>Adds a query parameter; null adds nothing.</summary>
    /// <inheritdoc cref="Query(string, string?, string?)"/>
    public void Query<T>(string name, T? value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        if (value is T known)
        {
            Query(name, known, parameter);
        }
    }

    /// <summary>Adds a query parameter per value: <c>a=1&amp;a=2</c>. Null, an empty list, and null values add nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="values">The values.</param>
    /// <param name="parameter">The name of the parameter that the values were passed for.</param>
    /// <exception cref="ArgumentException">A value has half of a surrogate pair.</exception>
    public void QueryEach(string name, IReadOnlyList<string>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            Query(name, values[i], parameter);
        }
    }

    /// <summary>Adds a query parameter per value. Null and an empty list add nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="values">The values.</param>
    public void QueryEach(string name, IReadOnlyList<bool>? values)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            Query(name, values[i]);
        }
    }

    /// <inheritdoc cref="QueryEach(string, IReadOnlyList{string}?, string?)"/>
    public void QueryEach<T>(string name, IReadOnlyList<T>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        for (int i = 0; i < values?.Count; i++)
        {
            Query(name, values[i], parameter);
        }
    }

    /// <summary>Adds one query parameter for all values: <c>a=1,2</c>. Null, an empty list, and null values add nothing.</summary>
    /// <param name="name">The name, encoded already.</param>
    /// <param name="values">The values; a comma inside one is encoded.</param>
    /// <param name="parameter">The name of the parameter that the values were passed for.</param>
    /// <exception cref="ArgumentException">A value has half of a surrogate pair.</exception>
    public void QueryJoined(string name, IReadOnlyList<string>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
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
    public void QueryJoined(string name, IReadOnlyList<bool>? values)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            AppendNameOrComma(name, i == 0);
            Append(values[i] ? "true" : "false");
        }
    }

    /// <inheritdoc cref="QueryJoined(string, IReadOnlyList{string}?, string?)"/>
    public void QueryJoined<T>(string name, IReadOnlyList<T>? values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
        where T : struct, ISpanFormattable
    {
        for (int i = 0; i < values?.Count; i++)
        {
            AppendNameOrComma(name, i == 0);
            AppendFormatted(values[i], parameter);
        }
    }

    /// <summary>Adds a query parameter per entry. Null, an empty map, and entries whose value is null add nothing.</summary>
    /// <param name="entries">The names and their values.</param>
    /// <param name="parameter">The name of the parameter that the entries were passed for.</param>
    /// <exception cref="ArgumentException">A name or a value has half of a surrogate pair.</exception>
    public void QueryMap(IDictionary<string, string>? entries, [CallerArgumentExpression(nameof(entries))] string? parameter = null)
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

    /// <summary>The finished path and query. Nothing may be added after.</summary>
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
                throw WellFormedText.Refusal(length - value.Length + plain, parameter);
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

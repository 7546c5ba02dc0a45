using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Leeway.Queries;

/// <summary>Builds the query of an interpolated string for <see cref="Jql.Query"/>. The compiler calls it.</summary>
/// <remarks>
/// <para>
/// The text of the string is the query. Each value in braces is quoted, so that it cannot become part of the query, whatever it contains. Inside
/// quotation marks of the text, a value is only escaped.
/// </para>
/// <para>
/// Members throw <see cref="ArgumentException"/> for a value that cannot be written (null, an empty list, text with NUL or an unpaired surrogate) and
/// <see cref="FormatException"/> for text that cannot have a value at that place.
/// </para>
/// </remarks>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct JqlHandler
{
    private QueryWriter _writer;

    /// <summary>Initializes a handler.</summary>
    /// <param name="literalLength">The number of characters of the text.</param>
    /// <param name="formattedCount">The number of values.</param>
    public JqlHandler(int literalLength, int formattedCount)
    {
        _writer = new QueryWriter(QueryLanguage.Jql, literalLength, formattedCount);
    }

    /// <summary>Adds text of the query.</summary>
    /// <param name="value">The text, which is not changed.</param>
    public void AppendLiteral(string value) => _writer.WriteLiteral(value);

    /// <summary>Adds a text value in quotation marks.</summary>
    /// <param name="value">The value.</param>
    public void AppendFormatted(string value) => _writer.WriteValue(value);

    /// <summary>Adds a text value in quotation marks.</summary>
    /// <param name="value">The value.</param>
    public void AppendFormatted(ReadOnlySpan<char> value) => _writer.WriteValue(value);

    /// <summary>Adds <c>"true"</c> or <c>"false"</c>.</summary>
    /// <param name="value">The value.</param>
    public void AppendFormatted(bool value) => _writer.WriteValue(value, null);

    /// <summary>Adds a value: numbers as they are, other values in quotation marks. The culture is invariant.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public void AppendFormatted<T>(T value)
        where T : IFormattable => _writer.WriteValue(value, null);

    /// <summary>Adds a value with a format. The culture is invariant.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">The format of the value.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public void AppendFormatted<T>(T value, string? format)
        where T : IFormattable => _writer.WriteValue(value, format);

    /// <summary>Adds a value that is not null.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public void AppendFormatted<T>(T? value)
        where T : struct, IFormattable => AppendFormatted(value, null);

    /// <summary>Adds a value that is not null with a format.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">The format of the value.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public void AppendFormatted<T>(T? value, string? format)
        where T : struct, IFormattable
    {
        if (value is { } known)
        {
            _writer.WriteValue(known, format);
        }
        else
        {
            _writer.WriteValue((string?)null);
        }
    }

    /// <summary>Adds a list of text values, such as <c>("a", "b")</c>.</summary>
    /// <param name="values">The values, at least one.</param>
    public void AppendFormatted(IEnumerable<string> values) => _writer.WriteList(values);

    /// <summary>Adds a list of values, such as <c>(1, 2)</c>.</summary>
    /// <param name="values">The values, at least one.</param>
    /// <typeparam name="T">The type of the values.</typeparam>
    public void AppendFormatted<T>(IEnumerable<T> values)
        where T : IFormattable => _writer.WriteList(values);

    /// <summary>Adds a field.</summary>
    /// <param name="field">The field.</param>
    public void AppendFormatted(JqlField field) => _writer.WriteField(field.Text);

    /// <summary>Adds a value of <c>~</c>.</summary>
    /// <param name="text">The value.</param>
    public void AppendFormatted(JqlText text) => _writer.WriteValue(text.Text);

    /// <summary>Adds a query, in parentheses if it has more than one clause.</summary>
    /// <param name="query">The query, without <c>ORDER BY</c>.</param>
    public void AppendFormatted(Jql query) => _writer.WriteQuery(query.Content);

    /// <summary>Returns the query. The handler is not usable after this.</summary>
    internal QueryText ToQuery() => _writer.ToQuery();
}

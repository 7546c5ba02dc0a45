namespace Leeway.Queries;

/// <summary>A query for content in CQL. Values cannot change what it asks, whatever they contain.</summary>
/// <remarks>
/// <para>
/// Write a query as an interpolated string: <c>Cql.Query($"space = {key} AND text ~ {text} ORDER BY created DESC")</c>. The text of the string is
/// the query; the values in braces are quoted by their type. A query converts to <see cref="string"/> for methods that accept one.
/// </para>
/// <para>The default is an empty query, which <see cref="And"/> and <see cref="Or"/> ignore.</para>
/// </remarks>
public readonly struct Cql : IEquatable<Cql>, ISpanFormattable
{
    private Cql(QueryText content)
    {
        Content = content;
    }

    /// <summary>Whether the query has neither clauses nor an order.</summary>
    public bool IsEmpty => Content.IsEmpty;

    /// <summary>The text and its structure.</summary>
    internal QueryText Content { get; }

    /// <summary>Creates a query from an interpolated string.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Text, enums, Booleans, <see cref="Guid"/> and <see cref="Uri"/> are written in quotation marks; numbers as they are.</item>
    /// <item>
    /// <see cref="DateOnly"/> is written as <c>"2026-01-31"</c>, <see cref="DateTime"/> and <see cref="DateTimeOffset"/> as <c>"2026-01-31 14:05"</c>. Confluence
    /// reads them in the time zone of the user's settings. The time is written as it is and its offset is left out: convert it to that time zone first.
    /// A format in the braces is used instead. <see cref="TimeSpan"/> is written in whole minutes, such as <c>"90m"</c>.
    /// </item>
    /// <item>Lists are written as <c>("a", "b")</c>, or as <c>"a", "b"</c> where the string has opened the parenthesis.</item>
    /// <item><see cref="Field"/> is written as a field, <see cref="Contains"/> and its like as values of <c>~</c>.</item>
    /// <item>A query in braces is put in parentheses if it has more than one clause. It cannot have an ORDER BY.</item>
    /// </list>
    /// </remarks>
    /// <param name="query">The interpolated string.</param>
    /// <exception cref="ArgumentException">A value is null, an empty list, or text with NUL or an unpaired surrogate.</exception>
    /// <exception cref="FormatException">Quotation marks or parentheses are not closed, or a value is at a place that cannot have one.</exception>
    public static Cql Query(ref CqlHandler query) => new(query.ToQuery());

    /// <summary>Creates a query from text that the application trusts. Never pass text that contains input: use <see cref="Query"/>.</summary>
    /// <param name="cql">The query, which is not changed.</param>
    /// <exception cref="FormatException">Quotation marks or parentheses are not closed.</exception>
    public static Cql Raw(string cql)
    {
        ArgumentNullException.ThrowIfNull(cql);
        return new Cql(QueryText.Parse(cql, QueryLanguage.Cql));
    }

    /// <summary>Returns a value in quotation marks, as <see cref="Query"/> writes it, for queries that are built elsewhere.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value has NUL or an unpaired surrogate.</exception>
    public static string Quote(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return QueryWriter.Quote(value, QueryLanguage.Cql);
    }

    /// <summary>Returns a field for a query by its name, which may come from input.</summary>
    /// <remarks>It is not documented that CQL reads names in quotation marks, so that only names are accepted that need none.</remarks>
    /// <param name="name">The name, such as <c>lastmodified</c> or <c>content.property[review].state</c>.</param>
    /// <exception cref="ArgumentException">The name has other characters than letters, digits, <c>_</c>, <c>-</c>, and brackets and dots between them.</exception>
    public static CqlField Field(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new CqlField(CqlFieldName.Require(name));
    }

    /// <summary>Returns a value of <c>~</c> that finds text with the same words, in any order. None of its characters is a wildcard or an operator.</summary>
    /// <param name="text">The words.</param>
    public static CqlText Contains(string text) => new(TextSearch.Escape(text));

    /// <summary>Returns a value of <c>~</c> that finds text with the same words one after the other.</summary>
    /// <param name="phrase">The phrase, without quotation marks of its own.</param>
    public static CqlText ContainsPhrase(string phrase) => new(TextSearch.FormatPhrase(phrase));

    /// <summary>
    /// Returns a value of <c>~</c> in the language of text searches, with wildcards and operators, such as <c>win* AND NOT "windows 95"</c>. The value is
    /// only quoted: it cannot change the rest of the query, but text from input can match more than was meant.
    /// </summary>
    /// <param name="query">The text search.</param>
    public static CqlText Matches(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new CqlText(query);
    }

    /// <summary>Returns the query of content that matches both queries. An empty query is ignored. The order of this query is kept.</summary>
    /// <param name="other">The other query, without <c>ORDER BY</c>.</param>
    /// <exception cref="ArgumentException">The other query has an <c>ORDER BY</c>.</exception>
    public Cql And(Cql other) => new(Content.Join(other.Content, QueryConnectives.And, QueryLanguage.Cql));

    /// <summary>Returns the query of content that matches one of the queries or both. An empty query is ignored. The order of this query is kept.</summary>
    /// <param name="other">The other query, without <c>ORDER BY</c>.</param>
    /// <exception cref="ArgumentException">The other query has an <c>ORDER BY</c>.</exception>
    public Cql Or(Cql other) => new(Content.Join(other.Content, QueryConnectives.Or, QueryLanguage.Cql));

    /// <summary>Returns the query of content that does not match. The order is kept.</summary>
    /// <remarks>Confluence refuses queries that start with a negation: pass the result to <see cref="And"/> of another query.</remarks>
    /// <exception cref="InvalidOperationException">The query has no clauses.</exception>
    public Cql Not() => new(Content.Negate(QueryLanguage.Cql));

    /// <summary>Sorts by a field, from low to high. If the query has an order, the field decides where that order is equal.</summary>
    /// <param name="field">The field, such as <c>Cql.Field("created")</c>.</param>
    /// <exception cref="ArgumentException">The field is the default.</exception>
    public Cql OrderBy(CqlField field) => new(Content.OrderBy(field.Text, "ASC", QueryLanguage.Cql));

    /// <summary>Sorts by a field, from low to high. If the query has an order, the field decides where that order is equal.</summary>
    /// <param name="field">The name of the field.</param>
    /// <exception cref="ArgumentException">The name is not one that <see cref="Field"/> accepts.</exception>
    public Cql OrderBy(string field) => OrderBy(Field(field));

    /// <summary>Sorts by a field, from high to low. If the query has an order, the field decides where that order is equal.</summary>
    /// <param name="field">The field, such as <c>Cql.Field("created")</c>.</param>
    /// <exception cref="ArgumentException">The field is the default.</exception>
    public Cql OrderByDescending(CqlField field) => new(Content.OrderBy(field.Text, "DESC", QueryLanguage.Cql));

    /// <summary>Sorts by a field, from high to low. If the query has an order, the field decides where that order is equal.</summary>
    /// <param name="field">The name of the field.</param>
    /// <exception cref="ArgumentException">The name is not one that <see cref="Field"/> accepts.</exception>
    public Cql OrderByDescending(string field) => OrderByDescending(Field(field));

    /// <inheritdoc/>
    public bool Equals(Cql other) => Content.Equals(other.Content);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Cql other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Content.GetHashCode();

    /// <summary>Returns the query.</summary>
    public override string ToString() => Content.Text;

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Content.Text;

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Content.TryFormat(destination, out charsWritten);

    /// <summary>Whether two queries have the same text.</summary>
    public static bool operator ==(Cql left, Cql right) => left.Equals(right);

    /// <summary>Whether two queries do not have the same text.</summary>
    public static bool operator !=(Cql left, Cql right) => !left.Equals(right);

    /// <summary>Returns the query.</summary>
    public static implicit operator string(Cql query) => query.Content.Text;
}

namespace Leeway.Queries;

/// <summary>The text of a complete query and what is known about its structure.</summary>
internal readonly struct QueryText : IEquatable<QueryText>
{
    private readonly string? _text;
    private readonly int _whereEnd;
    private readonly int _orderStart;
    private readonly QueryConnectives _connectives;

    private QueryText(string text, int whereEnd, int orderStart, QueryConnectives connectives)
    {
        _text = text;
        _whereEnd = whereEnd;
        _orderStart = orderStart < 0 ? text.Length : orderStart;
        _connectives = connectives;
    }

    /// <summary>The text; empty for a query without clauses and order.</summary>
    public string Text => _text ?? "";

    /// <summary>Whether the query has neither clauses nor an order.</summary>
    public bool IsEmpty => _whereEnd == 0 && !HasOrder;

    /// <summary>Whether the query ends in <c>ORDER BY</c>.</summary>
    public bool HasOrder => _orderStart < Text.Length;

    /// <summary>Whether the clauses are joined or negated, so that they need parentheses inside another query.</summary>
    public bool IsCompound => _connectives != QueryConnectives.None;

    /// <summary>The clauses, without the order.</summary>
    public ReadOnlySpan<char> Where => Text.AsSpan(0, _whereEnd);

    private ReadOnlySpan<char> Order => Text.AsSpan(_orderStart);

    /// <summary>Reads a query.</summary>
    /// <exception cref="FormatException">Quotation marks or parentheses are not closed.</exception>
    public static QueryText Parse(string text, QueryLanguage language)
    {
        var scanner = new QueryScanner(language);
        scanner.Read(text, 0);
        return Create(text, ref scanner);
    }

    /// <summary>Creates a query from the text that a scanner followed.</summary>
    /// <exception cref="FormatException">Quotation marks or parentheses are not closed.</exception>
    public static QueryText Create(string text, ref QueryScanner scanner)
    {
        int whereEnd = scanner.Finish();
        return new QueryText(text, whereEnd, scanner.OrderStart, scanner.Connectives);
    }

    /// <summary>Joins this query with another one and keeps the order of this query.</summary>
    /// <param name="other">The other query.</param>
    /// <param name="connective"><see cref="QueryConnectives.And"/> or <see cref="QueryConnectives.Or"/>.</param>
    /// <param name="language">The language of both queries.</param>
    /// <exception cref="ArgumentException">The other query has an order.</exception>
    public QueryText Join(QueryText other, QueryConnectives connective, QueryLanguage language)
    {
        if (other.HasOrder)
        {
            throw new ArgumentException(
                $"The other {language.Name} query has an ORDER BY, which can only be at the end of the whole query. Call OrderBy on the joined query instead.",
                nameof(other));
        }

        if (other._whereEnd == 0)
        {
            return this;
        }

        return _whereEnd == 0
            ? WithOrder(other.Where.ToString(), other._connectives, Order)
            : WithOrder(
                $"{FormatOperand(connective, language)} {(connective == QueryConnectives.And ? "AND" : "OR")} {other.FormatOperand(connective, language)}",
                connective,
                Order);
    }

    /// <summary>Negates the clauses and keeps the order.</summary>
    /// <exception cref="InvalidOperationException">The query has no clauses.</exception>
    public QueryText Negate(QueryLanguage language)
    {
        if (_whereEnd == 0)
        {
            throw new InvalidOperationException($"The {language.Name} query has no clauses, so that there is nothing to negate. Check IsEmpty first.");
        }

        return WithOrder(IsCompound ? $"NOT ({Where})" : $"NOT {Where}", QueryConnectives.Not, Order);
    }

    /// <summary>Adds a field to the order, after those that are there.</summary>
    /// <param name="field">The field as it is written in a query.</param>
    /// <param name="direction"><c>ASC</c> or <c>DESC</c>.</param>
    /// <param name="language">The language of the query.</param>
    /// <exception cref="ArgumentException">The field is null.</exception>
    public QueryText OrderBy(string? field, string direction, QueryLanguage language) => field is null
        ? throw new ArgumentException($"The field has no name. Create it with {language.FieldFactory}.", nameof(field))
        : WithOrder(Where.ToString(), _connectives, HasOrder ? $"{Order}, {field} {direction}" : $"ORDER BY {field} {direction}");

    /// <summary>Copies the text if there is room for it.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        bool fits = Text.TryCopyTo(destination);
        charsWritten = fits ? Text.Length : 0;
        return fits;
    }

    /// <inheritdoc/>
    public bool Equals(QueryText other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is QueryText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static QueryText WithOrder(string where, QueryConnectives connectives, ReadOnlySpan<char> order) =>
        order.IsEmpty ? new QueryText(where, where.Length, -1, connectives)
        : where.Length == 0 ? new QueryText(order.ToString(), 0, 0, connectives)
        : new QueryText($"{where} {order}", where.Length, where.Length + 1, connectives);

    private string FormatOperand(QueryConnectives connective, QueryLanguage language)
    {
        QueryConnectives conflict = connective == QueryConnectives.And ? QueryConnectives.Or : QueryConnectives.And;
        return (_connectives & (conflict | language.UnknownPrecedence)) == 0 ? Where.ToString() : $"({Where})";
    }
}

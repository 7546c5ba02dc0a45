namespace Leeway.Cli.Queries;

/// <summary>Counts the clauses of a query by its grammar, such as 3 in <c>project = A AND (summary ~ "x" OR NOT status IN (a, b))</c>.</summary>
internal sealed class ClauseCounter
{
    private const int MaxDepth = 256;

    private readonly QueryDialect _dialect;
    private readonly List<QueryToken> _tokens;
    private int _index;
    private int _clauses;

    private ClauseCounter(QueryDialect dialect, List<QueryToken> tokens)
    {
        _dialect = dialect;
        _tokens = tokens;
    }

    private QueryToken Current => _tokens[_index];

    /// <summary>Returns the number of clauses. The fields of <c>ORDER BY</c> do not count.</summary>
    /// <exception cref="QuerySyntaxException">The query is not valid.</exception>
    public static int Count(string query, QueryDialect dialect)
    {
        ClauseCounter counter = new(dialect, QueryTokenizer.Tokenize(query, dialect));
        counter.ReadQuery();
        return counter._clauses;
    }

    private void ReadQuery()
    {
        if (Current.Kind != QueryTokenKind.End && !Current.IsKeyword("order"))
        {
            ReadAlternatives(0);
        }

        if (TryKeyword("order"))
        {
            ExpectKeyword("by");
            do
            {
                ReadField();
                _ = TryKeyword("asc") || TryKeyword("desc");
            }
            while (TrySymbol(","));
        }

        if (Current.Kind != QueryTokenKind.End)
        {
            throw Unexpected("AND, OR, ORDER BY or the end");
        }
    }

    private void ReadAlternatives(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new QuerySyntaxException($"Parentheses and NOT are nested more than {MaxDepth} deep", Current.Position);
        }

        do
        {
            ReadNegatable(depth);
        }
        while (TryKeyword("and") || TryKeyword("or"));
    }

    private void ReadNegatable(int depth)
    {
        while (TryKeyword("not") || TrySymbol("!"))
        {
        }

        if (TrySymbol("("))
        {
            ReadAlternatives(depth + 1);
            ExpectSymbol(")");
        }
        else
        {
            ReadClause();
        }
    }

    private void ReadClause()
    {
        _clauses++;
        ReadField();
        if (Current.Kind == QueryTokenKind.Symbol)
        {
            ReadComparison();
        }
        else if (TryKeyword("in"))
        {
            ReadListOrFunction();
        }
        else if (TryKeyword("not"))
        {
            ExpectKeyword("in");
            ReadListOrFunction();
        }
        else if (TryKeyword("is"))
        {
            TryKeyword("not");
            ReadEmpty();
        }
        else if (TryKeyword("was"))
        {
            ReadWas();
        }
        else if (TryKeyword("changed"))
        {
            ReadPredicates(ofChange: true);
        }
        else
        {
            throw Unexpected("an operator");
        }
    }

    private void ReadComparison()
    {
        bool isOrdering = Current.Text is "<" or ">" or "<=" or ">=";
        if (!isOrdering && Current.Text is not ("=" or "!=" or "~" or "!~"))
        {
            throw Unexpected("an operator");
        }

        _index++;
        if (isOrdering || !TryEmpty())
        {
            ReadValueOrFunction();
        }
    }

    private void ReadWas()
    {
        TryKeyword("not");
        if (TryKeyword("in"))
        {
            ReadListOrFunction();
        }
        else if (!TryEmpty())
        {
            ReadValueOrFunction();
        }

        ReadPredicates(ofChange: false);
    }

    private void ReadPredicates(bool ofChange)
    {
        while (TryKeyword("before") || TryKeyword("after") || TryKeyword("on") || TryKeyword("during") || TryKeyword("by")
            || (ofChange && (TryKeyword("from") || TryKeyword("to"))))
        {
            ReadOperand(0);
        }
    }

    private void ReadField()
    {
        if (TryKeyword("cf"))
        {
            ExpectSymbol("[");
            if (Current.Kind != QueryTokenKind.Number || Current.Text[0] == '-')
            {
                throw Unexpected("the id of a custom field");
            }

            _index++;
            ExpectSymbol("]");
        }
        else if (Current.Kind == QueryTokenKind.Number)
        {
            _index++;
            return;
        }
        else
        {
            ReadText("a field");
        }

        while (TrySymbol("["))
        {
            ReadText("the key of a property");
            ExpectSymbol("]");
            while (Current.IsText)
            {
                _index++;
            }
        }
    }

    private void ReadOperand(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new QuerySyntaxException($"Lists are nested more than {MaxDepth} deep", Current.Position);
        }

        if (Current.IsSymbol("("))
        {
            ReadList(depth + 1);
        }
        else if (!TryEmpty())
        {
            ReadValueOrFunction();
        }
    }

    private void ReadListOrFunction()
    {
        if (Current.IsSymbol("("))
        {
            ReadList(0);
            return;
        }

        ReadText("a list or a function");
        ReadArguments();
    }

    private void ReadList(int depth)
    {
        ExpectSymbol("(");
        do
        {
            ReadOperand(depth);
        }
        while (TrySymbol(","));
        ExpectSymbol(")");
    }

    private void ReadValueOrFunction()
    {
        ReadText("a value");
        if (Current.IsSymbol("("))
        {
            ReadArguments();
        }
    }

    private void ReadArguments()
    {
        ExpectSymbol("(");
        if (TrySymbol(")"))
        {
            return;
        }

        do
        {
            ReadText("an argument");
        }
        while (TrySymbol(","));
        ExpectSymbol(")");
    }

    private void ReadText(string expected)
    {
        if (!Current.IsText)
        {
            throw Unexpected(expected);
        }

        _index++;
    }

    private void ReadEmpty()
    {
        if (!TryEmpty())
        {
            throw Unexpected("EMPTY or NULL");
        }
    }

    private bool TryEmpty() => TryKeyword("empty") || TryKeyword("null");

    private bool TryKeyword(string keyword) => Advance(Current.IsKeyword(keyword));

    private bool TrySymbol(string symbol) => Advance(Current.IsSymbol(symbol));

    private bool Advance(bool isExpected)
    {
        _index += isExpected ? 1 : 0;
        return isExpected;
    }

    private void ExpectKeyword(string keyword)
    {
        if (!TryKeyword(keyword))
        {
            throw Unexpected(keyword.ToUpperInvariant());
        }
    }

    private void ExpectSymbol(string symbol)
    {
        if (!TrySymbol(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private QuerySyntaxException Unexpected(string expected) =>
        new($"Expected {expected} instead of {Current.Describe()} in the {_dialect.Name} query", Current.Position);
}

namespace Leeway.Simulator.Site.Jira;

/// <summary>Parses queries: conditions with AND, OR, NOT and parentheses, and ORDER BY.</summary>
internal sealed class JqlParser
{
    private readonly List<JqlToken> _tokens;
    private readonly IJqlConditions _conditions;
    private int _position;

    private JqlParser(string text, IJqlConditions conditions)
    {
        _tokens = JqlToken.Split(text);
        _conditions = conditions;
    }

    private JqlToken? Current => _position < _tokens.Count ? _tokens[_position] : null;

    /// <summary>Parses a query.</summary>
    /// <param name="text">The query; empty for all issues.</param>
    /// <param name="conditions">Creates the conditions.</param>
    /// <exception cref="FormatException">The query is invalid, or uses something that the simulator does not support.</exception>
    public static JqlQuery Parse(string text, IJqlConditions conditions) => new JqlParser(text, conditions).ReadQuery();

    private JqlQuery ReadQuery()
    {
        Predicate<JiraIssue> condition = Current is null || IsAt("ORDER") ? static _ => true : ReadAlternatives();
        List<Comparison<JiraIssue>> orders = [];
        if (Skip("ORDER"))
        {
            Expect("BY");
            do
            {
                Comparison<JiraIssue> order = JqlConditions.CreateOrder(Take("a field").Text);
                orders.Add(Skip("DESC") ? (left, right) => order(right, left) : order);
                Skip("ASC");
            }
            while (Skip(","));
        }

        return Current is { } rest
            ? throw new FormatException($"Error in the JQL Query: Expecting either 'OR' or 'AND' but got '{rest.Text}'.")
            : new JqlQuery(condition, orders);
    }

    private Predicate<JiraIssue> ReadAlternatives()
    {
        Predicate<JiraIssue> left = ReadTerms();
        while (Skip("OR"))
        {
            Predicate<JiraIssue> first = left;
            Predicate<JiraIssue> second = ReadTerms();
            left = issue => first(issue) || second(issue);
        }

        return left;
    }

    private Predicate<JiraIssue> ReadTerms()
    {
        Predicate<JiraIssue> left = ReadTerm();
        while (Skip("AND"))
        {
            Predicate<JiraIssue> first = left;
            Predicate<JiraIssue> second = ReadTerm();
            left = issue => first(issue) && second(issue);
        }

        return left;
    }

    private Predicate<JiraIssue> ReadTerm()
    {
        if (Skip("NOT"))
        {
            Predicate<JiraIssue> term = ReadTerm();
            return issue => !term(issue);
        }

        if (Skip("("))
        {
            Predicate<JiraIssue> inner = ReadAlternatives();
            Expect(")");
            return inner;
        }

        string field = Take("a field").Text;
        string symbol = ReadOperator();
        return _conditions.Create(field, symbol, symbol is "IN" or "NOT IN" ? ReadList() : [ReadValue()]);
    }

    private string ReadOperator()
    {
        string text = Take("an operator").Text.ToUpperInvariant();
        return text switch
        {
            "NOT" => $"NOT {Take("an operator").Text.ToUpperInvariant()}",
            "IS" when Skip("NOT") => "IS NOT",
            _ => text,
        };
    }

    private List<string> ReadList()
    {
        List<string> values = [];
        Expect("(");
        do
        {
            values.Add(ReadValue());
        }
        while (Skip(","));
        Expect(")");
        return values;
    }

    private string ReadValue()
    {
        JqlToken token = Take("a value");
        if (!token.IsQuoted && Skip("("))
        {
            Expect(")");
            return $"{token.Text}()";
        }

        return token.Text;
    }

    private bool IsAt(string keyword) => Current?.Is(keyword) == true;

    private bool Skip(string keyword)
    {
        bool isAt = IsAt(keyword);
        _position += isAt ? 1 : 0;
        return isAt;
    }

    private void Expect(string keyword)
    {
        if (!Skip(keyword))
        {
            throw new FormatException($"Error in the JQL Query: Expecting '{keyword}' but got '{Current?.Text ?? "the end of the query"}'.");
        }
    }

    private JqlToken Take(string what) => _position < _tokens.Count
        ? _tokens[_position++]
        : throw new FormatException($"Error in the JQL Query: Expecting {what} but got the end of the query.");
}

using System.Globalization;
using System.Text;
using Leeway.Fuzzing.Loop;
using Leeway.Queries;

namespace Leeway.Fuzzing.Targets;

/// <summary>Queries in JQL and CQL: a value never leaves its quotation marks, and what was joined can be read again.</summary>
internal sealed class JqlTarget : FuzzTarget
{
    public override IEnumerable<byte[]> Seeds =>
    [
        .. new[]
        {
            "project = ABC AND status in (\"To Do\", Done) ORDER BY created DESC",
            "NOT (a = 1 or b ~ 'x\\'y') order by cf[10001], rank",
            "text ~ \"\\\"quick brown\\\" \\u0041\" && reporter was not in (a, b)",
            "summary ~ \"a\\\\\" || created >= -7d",
            "O'Reilly \\ \"quoted\"\nline",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "\"", "'", "\\", "\\\"", "\\'", "\\\\", "\\u0022", "\\u", "\\n", "(", ")", "[", "]", ",", "=", "!", "!=", "&", "&&", "|", "||", " AND ", " or ", "NOT ", "not(", " ORDER BY ", "order\tby ",
        "order", "by", "a = 1", "\n", "\r", "\t", "\u00a0", "\u2028", "\u3000", " ", "*", "?", "+", "~", "in (", "is empty",
    ];

    public override string Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        return RunJql(text) + RunCql(text);
    }

    private static string RunJql(string text)
    {
        string way = Try(() => Jql.Quote(text), out string? quoted);
        if (quoted is not null)
        {
            Require(Decode(quoted, hasControls: true) == text, $"JQL quotes the value as {quoted}.");
            RequireClause(Jql.Raw($"a = {quoted}").Content, quoted);
            RequireClause(Jql.Query($"a = {text}").Content, quoted);
        }

        Try(() => Jql.Field(text), out JqlField field);
        if (field != default)
        {
            RequireClause(Jql.Raw($"{field} = 1").Content, field.ToString());
        }

        way += Try(() => Jql.Contains(text).ToString() + Jql.ContainsPhrase(text), out _);
        way += Try(() => Jql.Raw(text), out Jql query);
        if (!query.IsEmpty)
        {
            Require(query.ToString() == text, $"The query became {query}.");
            way += Try(() => query.Not(), out Jql not) + Try(() => Jql.Raw("a = 1").And(query), out Jql and) + Try(() => query.Or(Jql.Raw("b = 2")), out Jql or);
            foreach (Jql made in (Jql[])[not, and, or, query.OrderBy("c")])
            {
                Require(made.IsEmpty || Jql.Raw(made.ToString()) == made, $"The query {made} cannot be read again.");
            }
        }

        return way;
    }

    private static string RunCql(string text)
    {
        string way = Try(() => Cql.Quote(text), out string? quoted);
        if (quoted is not null)
        {
            Require(Decode(quoted, hasControls: false) == text, $"CQL quotes the value as {quoted}.");
            RequireClause(Cql.Raw($"a = {quoted}").Content, quoted);
            RequireClause(Cql.Query($"a = {text}").Content, quoted);
        }

        way += Try(() => Cql.Raw(text), out Cql query);
        if (!query.IsEmpty)
        {
            way += Try(() => query.Not(), out Cql not) + Try(() => Cql.Raw("a = 1").And(query), out Cql and);
            foreach (Cql made in (Cql[])[not, and, query.OrderBy("c")])
            {
                Require(made.IsEmpty || Cql.Raw(made.ToString()) == made, $"The query {made} cannot be read again.");
            }
        }

        return way;
    }

    private static void RequireClause(QueryText query, string part) =>
        Require(!query.IsCompound && !query.HasOrder && !query.IsEmpty, $"{part} changes the query.");

    /// <summary>Runs what may refuse the text.</summary>
    private static string Try<T>(Func<T> create, out T? created)
    {
        try
        {
            created = create();
            return "+";
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            created = default;
            return Describe(exception);
        }
    }

    private static string Decode(string quoted, bool hasControls)
    {
        var text = new StringBuilder();
        for (int i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] != '\\')
            {
                text.Append(quoted[i]);
                continue;
            }

            char c = quoted[++i];
            if (hasControls && c == 'u')
            {
                text.Append((char)int.Parse(quoted.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(!hasControls ? c : c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c });
            }
        }

        return text.ToString();
    }
}

using System.CommandLine;
using System.Globalization;
using Leeway.Queries;

namespace Leeway.Cli.Queries;

/// <summary><c>leeway jql</c>: quotes values for queries, and counts the clauses of queries.</summary>
internal static class JqlCommand
{
    public const string Description = "Quote values for queries, and count the clauses of queries.";

    private const string Input = "-";

    public static Command Create(Func<TextReader> openInput) => new("jql", Description)
    {
        CreateQuote(openInput), CreateClauses(openInput),
    };

    private static Command CreateQuote(Func<TextReader> openInput)
    {
        Argument<string?> value = new("value") { Description = "The value. Without it, or with '-', the standard input.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> lines = CreateLines("value", "the quoted value");
        Command command = new("quote", "Print a value in quotation marks, as it is written in JQL. It is always one line.") { value, lines };
        SetAction(command, value, lines, openInput, static (text, _) => Quote(text));
        return command;
    }

    private static Command CreateClauses(Func<TextReader> openInput)
    {
        Argument<string?> query = new("query") { Description = "The query. Without it, or with '-', the standard input.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> lines = CreateLines("query", "the number");
        Option<bool> cql = new("--cql") { Description = "The query is CQL." };
        Command command = new("clauses", "Print how many clauses a query has. The fields of ORDER BY do not count.") { query, lines, cql };
        SetAction(command, query, lines, openInput, (text, result) => Count(text, result.GetValue(cql) ? QueryDialect.Cql : QueryDialect.Jql));
        return command;
    }

    private static Option<bool> CreateLines(string input, string output) => new("--lines")
    {
        Description = $"Read JSON strings from the standard input, one {input} a line, and print {output}, or an object with the member 'error', for each.",
    };

    private static void SetAction(
        Command command, Argument<string?> argument, Option<bool> lines, Func<TextReader> openInput, Func<string, ParseResult, string> convert)
    {
        command.Validators.Add(result =>
        {
            if (result.GetValue(lines) && result.GetValue(argument) is not (null or Input))
            {
                result.AddError($"--lines reads the standard input. Leave out the {argument.Name}.");
            }
        });
        command.SetAction((result, cancellationToken) => CommandRun.Run(
            result,
            output =>
            {
                if (result.GetValue(lines))
                {
                    using TextReader reader = openInput();
                    return JsonLines.Run(reader, output, text => convert(text, result), cancellationToken);
                }

                output.WriteLine(convert(result.GetValue(argument) is { } text and not Input ? text : ReadInput(openInput), result));
                return 0;
            },
            cancellationToken));
    }

    private static string ReadInput(Func<TextReader> openInput)
    {
        using TextReader reader = openInput();
        return StandardInput.ReadText(reader);
    }

    /// <exception cref="InputException">The value cannot be written.</exception>
    private static string Quote(string value)
    {
        try
        {
            return Jql.Quote(value);
        }
        catch (ArgumentException exception)
        {
            throw new InputException(exception.Message);
        }
    }

    /// <exception cref="InputException">The query is not valid.</exception>
    private static string Count(string query, QueryDialect dialect)
    {
        try
        {
            return ClauseCounter.Count(query, dialect).ToString(CultureInfo.InvariantCulture);
        }
        catch (QuerySyntaxException exception)
        {
            throw new InputException(exception.Message);
        }
    }
}

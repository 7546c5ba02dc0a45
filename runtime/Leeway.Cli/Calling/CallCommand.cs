using System.CommandLine;
using Leeway.Cli.Login;
using Leeway.Cli.Operations;

namespace Leeway.Cli.Calling;

/// <summary>The <c>leeway call</c> command: calls an operation and prints the response.</summary>
internal sealed class CallCommand
{
    public const string Description = "Call an operation of Jira, Confluence or another API, and print the response.";

    private readonly ToolEnvironment _environment;

    private readonly Argument<string?> _operation = new("OPERATION")
    {
        Description = "The id, such as getIssue or jira-software/getIssue, or the C# name. 'leeway operations search' finds it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _body = new("--body") { Description = "The body: a file, '-' for the standard input, or JSON that starts with '{' or '['.", HelpName = "FILE" };
    private readonly Option<bool> _all = new("--all") { Description = "Read all pages, and print one item a line." };
    private readonly Option<string?> _select = new("--select") { Description = "Print only what a path selects, such as key, fields.summary or values[*].key. Text is printed without quotation marks.", HelpName = "PATH" };
    private readonly Option<string?> _table = new("--table") { Description = "Print a table of the items with these paths as columns, such as key,Status=fields.status.name.", HelpName = "COLUMNS" };
    private readonly Option<string?> _output = new("--output") { Description = "Write the response to a file. A response that is a file needs it on a terminal.", HelpName = "FILE" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the request, and send nothing." };
    private readonly Option<bool> _allowUnknown = new("--allow-unknown-values") { Description = "Send values that the document does not list." };
    private readonly ConnectionOptions _connection = new();

    private CallCommand(ToolEnvironment environment)
    {
        _environment = environment;
    }

    public static Command Create(ToolEnvironment environment) => new CallCommand(environment).Create();

    private Command Create()
    {
        Command command = new("call", $"{Description} The arguments of the operation follow as --name value; 'leeway operations describe OPERATION' lists them.")
        {
            _operation, _body, _all, _select, _table, _output, _dryRun, _allowUnknown,
        };
        _connection.AddTo(command);

        // The arguments of the operation are not options of the command.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, output => RunAsync(result, output, cancellationToken), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, TextWriter output, CancellationToken cancellationToken)
    {
        string wanted = result.GetValue(_operation) is { Length: > 0 } given && !given.StartsWith('-')
            ? given
            : throw new InputException("Name the operation first, as in 'leeway call getIssue --issueIdOrKey ABC-1'. Find one with 'leeway operations search WORD'.");
        OperationIndex index = OperationIndex.Open();
        OperationEntry entry = index.Find(wanted);
        OperationFacts operation = OperationIndex.Read(entry);
        string name = index.NameOf(entry);
        CallArguments arguments = CallArguments.Parse(operation, result.UnmatchedTokens, result.CommandResult.Command.Options.Select(static o => o.Name), result.GetValue(_allowUnknown));
        CallBody? body = CallBody.Read(operation, result.GetValue(_body), _environment);
        arguments.Require(operation, name, body is not null);
        JsonSelection? selection = result.GetValue(_select) is { } path ? JsonSelection.Parse(path) : null;
        IReadOnlyList<TableColumn>? columns = result.GetValue(_table) is { } table ? TableColumn.ParseAll(table) : null;
        if (result.GetValue(_all) && operation.Pages is null)
        {
            throw new InputException($"{name} has no pages that can be followed. Leave out --all.");
        }

        try
        {
            if (result.GetValue(_dryRun))
            {
                await WriteRequestAsync(result, operation, arguments, body, output, cancellationToken);
                return 0;
            }

            await using CallConnection connection = await _connection.OpenAsync(result, _environment, cancellationToken);
            connection.Profile?.RequireHost(name, operation.Descriptor.Server);
            CallRun run = new(operation, arguments, body, connection.Caller, _environment);
            return await run.RunAsync(result.GetValue(_all), result.GetValue(_output), selection, columns, output, result.InvocationConfiguration.Error, cancellationToken);
        }
        catch (Exception exception) when (CallFailure.IsOne(exception))
        {
            throw CallFailure.Explain(exception);
        }
    }

    private async Task WriteRequestAsync(
        ParseResult result, OperationFacts operation, CallArguments arguments, CallBody? body, TextWriter output, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = CallRequest.Create(operation, arguments, body);
        string accept = operation.Response is ResponseKind.Text or ResponseKind.Bytes ? "*/*" : "application/json";
        await DryRun.WriteAsync(request, _connection.DescribeOrigin(result, _environment, operation.Descriptor), accept, output, cancellationToken);
    }
}

using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Leeway.Grants;

namespace Leeway.Cli.Dev.Grants;

/// <summary><c>leeway-dev grants</c>: lists the grants of a store with their health, and removes single ones. It needs no key and prints no token.</summary>
internal static class GrantsCommand
{
    public const string Description = "Inspect a store of grants, or remove a grant from it. No key is needed and no token is printed.";

    private const int ListedByDefault = 1_000;

    public static Command Create()
    {
        InventoryOptions inventory = new();
        Option<bool> json = new("--json") { Description = "Print JSON instead of a table.", Recursive = true };
        Command command = new("grants", Description)
        {
            CreateList(inventory, json), CreateShow(inventory, json), CreateHealth(inventory, json), CreateForget(inventory, json),
        };
        inventory.AddTo(command);
        command.Options.Add(json);
        return command;
    }

    private static Command CreateList(InventoryOptions inventory, Option<bool> json)
    {
        Option<GrantState?> state = new("--state") { Description = "List only grants in this state." };
        Option<int> limit = new("--limit") { Description = "The maximum number of grants to list.", HelpName = "number", DefaultValueFactory = static _ => ListedByDefault };
        limit.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, CultureInfo.InvariantCulture, out int number) && number >= 1))
            {
                result.AddError("--limit must be a number of at least 1.");
            }
        });
        Command command = new("list", "List the grants with the state of each.") { state, limit };
        inventory.Require(command);
        Run(command, async (result, cancellationToken) =>
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            List<AssessedEntry> listed = [];
            bool isCut = false;
            await foreach (InventoryEntry entry in inventory.Open(result).ListAsync(cancellationToken))
            {
                AssessedEntry assessed = AssessedEntry.Of(entry, now);
                if (result.GetValue(state) is { } wanted && assessed.Health?.State != wanted)
                {
                    continue;
                }

                isCut = listed.Count == result.GetValue(limit);
                if (isCut)
                {
                    break;
                }

                listed.Add(assessed);
            }

            TextWriter output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                GrantsReport.WriteJson(listed, output);
            }
            else
            {
                GrantsReport.WriteTable(listed, isCut, output);
            }

            return 0;
        });
        return command;
    }

    private static Command CreateShow(InventoryOptions inventory, Option<bool> json)
    {
        Argument<string> id = new("id") { Description = "The id of the grant." };
        Command command = new("show", "Show everything about a grant except its tokens.") { id };
        inventory.Require(command);
        Run(command, async (result, cancellationToken) =>
        {
            string name = result.GetValue(id)!;
            InventoryEntry entry = await inventory.Open(result).FindAsync(new GrantId(name), cancellationToken) ?? throw NoGrant(name);
            AssessedEntry assessed = AssessedEntry.Of(entry, TimeProvider.System.GetUtcNow());
            if (result.GetValue(json))
            {
                GrantsReport.WriteJson(assessed, result.InvocationConfiguration.Output);
            }
            else
            {
                GrantsReport.WriteDetails(assessed, result.InvocationConfiguration.Output);
            }

            return assessed.Health is null ? ExitCode.Failure : 0;
        });
        return command;
    }

    private static Command CreateHealth(InventoryOptions inventory, Option<bool> json)
    {
        Command command = new(
            "health", "Count the grants by state. Fails if any grant is lost, unreadable, in doubt for longer than the leeway, or near its inactivity limit.");
        inventory.Require(command);
        Run(command, async (result, cancellationToken) =>
        {
            InventoryHealth health = new(TimeProvider.System.GetUtcNow());
            await foreach (InventoryEntry entry in inventory.Open(result).ListAsync(cancellationToken))
            {
                health.Add(entry);
            }

            GrantsReport.Write(health, result.GetValue(json), result.InvocationConfiguration.Output);
            return health.IsWell ? 0 : ExitCode.Failure;
        });
        return command;
    }

    private static Command CreateForget(InventoryOptions inventory, Option<bool> json)
    {
        Argument<string> id = new("id") { Description = "The id of the grant." };
        Command command = new(
            "forget",
            "Remove a grant, also one that cannot be read. Processes that use the store stop using the grant within 30 seconds, unless they set another GrantOptions.MaxStaleness. "
            + $"Its tokens stay valid until they end: Atlassian documents no endpoint to revoke them. To withdraw the consent, the user removes the app at {ForgottenGrant.ConnectedApps}.")
        {
            id,
        };
        inventory.Require(command);
        Run(command, async (result, cancellationToken) =>
        {
            string name = result.GetValue(id)!;

            // A store makes files for a grant that it locks; where there is no such grant, nothing is to be left behind.
            ForgottenGrant forgotten = await inventory.Open(result).FindAsync(new GrantId(name), cancellationToken) is { } entry
                && await inventory.OpenStore(result).RemoveAsync(new GrantId(name), cancellationToken)
                    ? new ForgottenGrant(name, entry.Outline)
                    : throw NoGrant(name);
            forgotten.Write(result.GetValue(json), result.InvocationConfiguration.Output);
            return 0;
        });
        return command;
    }

    private static GrantStoreException NoGrant(string name) => new($"There is no grant '{name}' in this store.");

    private static void Run(Command command, Func<ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                return await run(result, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Stopped;
            }
            catch (Exception exception) when (exception is GrantStoreException or DbException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                // For errors that may be transient, EF Core throws a general exception; the provider's inner exception says what happened.
                Exception cause = exception is InvalidOperationException { InnerException: DbException inner } ? inner : exception;
                return CommandRun.Fail(result, cause.Message);
            }
        });
}

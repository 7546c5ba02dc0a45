using System.CommandLine;
using System.Diagnostics;

namespace Leeway.Cli.Demo;

/// <summary>The <c>leeway demo</c> command: shows the library in use against a simulated Atlassian.</summary>
internal static class DemoCommand
{
    public const string Description = "Sign in, call Jira and Confluence, and renew the token under load, against the built-in simulator.";

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of the table." };
        Command command = new("demo", Description);
        command.Options.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            long startedAt = Stopwatch.GetTimestamp();
            await using Demonstration demonstration = new();
            IReadOnlyList<DemoStep> steps = await demonstration.RunAsync(cancellationToken);
            TimeSpan total = Stopwatch.GetElapsedTime(startedAt);

            TextWriter output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                DemoReport.WriteJson(steps, total, output);
            }
            else
            {
                DemoReport.WriteTable(steps, total, output);
            }

            return DemoReport.AllPassed(steps) ? 0 : ExitCode.Failure;
        });
        return command;
    }
}

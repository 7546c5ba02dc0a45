using System.Globalization;
using Leeway.Simulator.Authorization;

namespace Leeway.Cluster;

/// <summary>Parses and runs the command line.</summary>
internal static class ClusterCommand
{
    private const string Usage =
        "Usage: [--nodes N] [--tasks N] [--rotations N] [--grants N] [--token-seconds N] [--burst] [--within SECONDS] [--faults] [--no-restarts] [--clocks-apart] [--siblings AllLive|LastWins|Idempotent] [--seed N] [--trace]";

    /// <returns>0 if all invariants hold, 1 if one is violated, 2 if the run could not start.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        switch (args)
        {
            case ["burst"]:
                await BurstRole.RunAsync(Console.In, output);
                return 0;

            case ["node"]:
                await NodeRole.RunAsync(Console.In, output);
                return 0;

            case ["simulator"]:
                await SimulatorRole.RunAsync(Console.In, output);
                return 0;
        }

        if (!TryParse(args, out ClusterSettings settings, out bool isTraced))
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        if (Environment.GetEnvironmentVariable(ClusterDatabase.Variable) is not { Length: > 0 } server)
        {
            await output.WriteLineAsync($"{ClusterDatabase.Variable} is not set to the connection string of a PostgreSQL server. Run the command with build/with-postgres.");
            return 2;
        }

        if (settings.IsBurst)
        {
            return await new Burst(settings, output).RunAsync(server) ? 0 : 1;
        }

        if (settings is { HasFaults: true, RestartsDatabase: true } && ClusterDatabase.RestartCommand is null)
        {
            await output.WriteLineAsync($"{ClusterDatabase.RestartVariable} is not set to a command that restarts PostgreSQL, so the server is not restarted.");
            settings = settings with { RestartsDatabase = false };
        }

        return await new Coordinator(settings, output, isTraced).RunAsync(server) ? 0 : 1;
    }

    private static bool TryParse(string[] args, out ClusterSettings settings, out bool isTraced)
    {
        settings = new ClusterSettings();
        isTraced = false;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--faults":
                    settings = settings.WithFaults();
                    break;

                case "--burst":
                    settings = settings with { IsBurst = true };
                    break;

                case "--no-restarts":
                    settings = settings with { RestartsDatabase = false };
                    break;

                case "--clocks-apart":
                    settings = settings.WithClocksApart();
                    break;

                case "--trace":
                    isTraced = true;
                    break;

                case "--siblings" when i + 1 < args.Length && Enum.TryParse(args[++i], out SiblingPolicy siblings):
                    settings = settings with { Siblings = siblings };
                    break;

                case var option when i + 1 < args.Length && int.TryParse(args[++i], CultureInfo.InvariantCulture, out int number) && number > 0:
                    ClusterSettings? changed = option switch
                    {
                        "--nodes" => settings with { Nodes = number },
                        "--tasks" => settings with { Tasks = number },
                        "--rotations" => settings with { Rotations = number },
                        "--grants" => settings with { Grants = number },
                        "--token-seconds" => settings.WithTokenSeconds(number),
                        "--within" => settings with { BurstSpan = TimeSpan.FromSeconds(number) },
                        "--seed" => settings with { Seed = number },
                        _ => null,
                    };
                    if (changed is null)
                    {
                        return false;
                    }

                    settings = changed;
                    break;

                default:
                    return false;
            }
        }

        return true;
    }
}

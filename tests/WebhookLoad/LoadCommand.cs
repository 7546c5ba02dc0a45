using System.Globalization;

namespace Leeway.WebhookLoad;

/// <summary>Parses and runs the command line.</summary>
internal static class LoadCommand
{
    private const string Usage = "Usage: [--rate N] [--seconds N] [--kills N] [--duplicates PERCENT] [--seed N] [--sqlite]";

    /// <returns>0 if all requirements hold, 1 if one does not, 2 if the command line is invalid.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args is [Receiver.Role])
        {
            await Receiver.RunAsync(Console.In, output);
            return 0;
        }

        if (Parse(args) is not { } settings)
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        return await new LoadRun(settings, output).RunAsync() ? 0 : 1;
    }

    private static LoadSettings? Parse(string[] args)
    {
        LoadSettings settings = new();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--sqlite")
            {
                settings = settings with { UsesSqlite = true };
                continue;
            }

            string option = args[i];
            if (++i == args.Length || !int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                return null;
            }

            LoadSettings? changed = option switch
            {
                "--rate" when number > 0 => settings with { Rate = number },
                "--seconds" when number > 0 => settings with { Seconds = number },
                "--kills" => settings with { Kills = number },
                "--duplicates" when number <= 100 => settings with { DuplicatePercent = number },
                "--seed" => settings with { Seed = number },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            settings = changed;
        }

        return settings;
    }
}

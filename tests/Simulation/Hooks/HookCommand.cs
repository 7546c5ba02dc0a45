using System.Diagnostics;
using System.Globalization;

namespace Leeway.Simulation;

/// <summary>The command line for kept webhooks: <c>hooks FIRST..LAST [--without SAFEGUARD] [--trace]</c>.</summary>
internal static class HookCommand
{
    public const string Name = "hooks";

    private const int MaxFailures = 20;

    /// <param name="args">The arguments after the name of the command.</param>
    /// <param name="output">Receives failed seeds, the trace of the first one, and the summary.</param>
    public static int Run(IReadOnlyList<string> args, TextWriter output)
    {
        HookSafeguard off = HookSafeguard.None;
        int first = 0;
        int last = -1;
        bool isTraced = false;
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] == "--trace")
            {
                isTraced = true;
            }
            else if (args[i] == "--without" && i + 1 < args.Count && Enum.TryParse(args[i + 1], out off))
            {
                i++;
            }
            else
            {
                string[] ends = args[i].Split("..");
                if (!int.TryParse(ends[0], CultureInfo.InvariantCulture, out first) || !int.TryParse(ends[^1], CultureInfo.InvariantCulture, out last))
                {
                    output.WriteLine($"Usage: {Name} FIRST..LAST [--without {string.Join('|', Enum.GetNames<HookSafeguard>()[1..])}] [--trace]");
                    return 2;
                }
            }
        }

        long startedAt = Stopwatch.GetTimestamp();
        HookSummary summary = Run(first, last, off, MaxFailures);
        foreach (HookResult failure in summary.Failures)
        {
            output.WriteLine($"seed {failure.Seed}: {failure.Failure}");
        }

        if (isTraced)
        {
            // The same seed takes the same course, so run it again with a trace.
            int seed = summary.Failures.Count > 0 ? summary.Failures.Min(static failure => failure.Seed) : first;
            foreach (string line in Pump.On(() => HookSchedule.Run(seed, off, isTraced: true)).Trace)
            {
                output.WriteLine(line);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1}, {summary}"));
        return summary.Failures.Count == 0 ? 0 : 1;
    }

    public static HookSummary Run(int first, int last, HookSafeguard off = HookSafeguard.None, int maxFailures = int.MaxValue)
    {
        HookSummary summary = new();
        Pump.ForEach(first, last, Environment.ProcessorCount, () => summary.Failures.Count >= maxFailures, seed => summary.Add(HookSchedule.Run(seed, off)));
        return summary;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Leeway.Simulation;

/// <summary>The command line: <c>FIRST..LAST [--nodes N] [--without SAFEGUARD] [--trace]</c>.</summary>
internal static class SimulationCommand
{
    private const int MaxFailures = 20;
    private const int ReportEvery = 10_000;

    /// <param name="args">The arguments.</param>
    /// <param name="output">Receives failed seeds when they fail, and the summary at the end.</param>
    /// <param name="progress">Receives the progress of a long range.</param>
    public static int Run(string[] args, TextWriter output, TextWriter progress)
    {
        if (!TryParse(args, out int first, out int last, out int? nodes, out Safeguard off, out bool isTraced))
        {
            output.WriteLine("Usage: FIRST..LAST [--nodes N] [--without Lease|CompareAndSwap|RecordedSpend|SecondRead|RecheckAfterLease|LeewayMargin|Recheck|RemovalIsFinal] [--trace]");
            return 2;
        }

        long startedAt = Stopwatch.GetTimestamp();
        int done = 0;
        Summary summary = Pump.Run(first, last, Environment.ProcessorCount, RunSeed, isTraced ? int.MaxValue : MaxFailures);
        if (!isTraced && summary.Failures.Count > 0)
        {
            // The same seed takes the same course, so run it again with a trace.
            int seed = summary.Failures.Min(static failure => failure.Seed);
            Print(Pump.On(() => Schedule.Run(seed, nodes, off, isTraced: true)), output);
        }
        else if (isTraced && first == last)
        {
            Print(Pump.On(() => Schedule.Run(first, nodes, off, isTraced: true)), output);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1}"));
        summary.Write(output);
        return summary.Failures.Count == 0 ? 0 : 1;

        SeedResult RunSeed(int seed)
        {
            SeedResult result = Schedule.Run(seed, nodes, off, isTraced);
            if (result.Failure is not null)
            {
                output.WriteLine(Describe(result, nodes, off, isTraced));
            }

            if (Interlocked.Increment(ref done) is var count && count % ReportEvery == 0)
            {
                progress.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{count:N0} of {(long)last - first + 1:N0} seeds, {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:N0} s"));
            }

            return result;
        }
    }

    /// <summary>Describes a failed seed, with the command that replays it.</summary>
    public static string Describe(SeedResult failure, int? nodes, Safeguard off, bool isTraced = false) =>
        $"seed {failure.Seed}: {failure.Failure}"
        + (isTraced ? "" : $"{Environment.NewLine}    replay: dotnet run -c Release --project tests/Simulation -- {failure.Seed}..{failure.Seed}{(nodes is { } n ? $" --nodes {n}" : "")}{(off == Safeguard.None ? "" : $" --without {off}")} --trace");

    private static void Print(SeedResult result, TextWriter output)
    {
        foreach (string line in result.Trace)
        {
            output.WriteLine(line);
        }

        output.WriteLine($"seed {result.Seed}, digest {result.Digest:x16}");
    }

    private static bool TryParse(string[] args, out int first, out int last, out int? nodes, out Safeguard off, out bool isTraced)
    {
        (first, last, nodes, off, isTraced) = (0, -1, null, Safeguard.None, false);
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--trace":
                    isTraced = true;
                    break;

                case "--nodes" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out int count) && count > 0:
                    nodes = count;
                    i++;
                    break;

                case "--without" when i + 1 < args.Length && Enum.TryParse(args[i + 1], out off):
                    i++;
                    break;

                default:
                    string[] ends = args[i].Split("..");
                    if (!int.TryParse(ends[0], CultureInfo.InvariantCulture, out first)
                        || !int.TryParse(ends[^1], CultureInfo.InvariantCulture, out last)
                        || ends.Length > 2)
                    {
                        return false;
                    }

                    break;
            }
        }

        return first <= last && last < int.MaxValue;
    }
}

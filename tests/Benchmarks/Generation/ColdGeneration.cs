using System.Diagnostics;
using Microsoft.OpenApi;

namespace Leeway.Benchmarks.Generation;

/// <summary>The first generation of a document in a process, and the first parse: what a build from nothing pays.</summary>
/// <remarks>A process has one first time, so each figure is of a process of its own.</remarks>
internal static class ColdGeneration
{
    public static int Run(string[] args)
    {
        if (args is [string kind, string document])
        {
            long startedAt = Stopwatch.GetTimestamp();
            if (kind == "parse")
            {
                OpenApiDocument.Parse(File.ReadAllText(Repository.Document(document)), "json");
            }
            else
            {
                new GenerationBenchmarks { Document = document }.Prepare();
            }

            Console.WriteLine(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds.ToString("F0", System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        foreach (string name in Repository.Documents)
        {
            Console.WriteLine($"{name}: cold generation {Measure("generate", name)} ms, cold parse {Measure("parse", name)} ms");
        }

        return 0;
    }

    private static string Measure(string kind, string document)
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["cold-generation", kind, document]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"Measuring {kind} of {document} failed.");
    }
}

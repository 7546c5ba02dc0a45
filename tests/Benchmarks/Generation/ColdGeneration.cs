using System.Diagnostics;
using Microsoft.OpenApi;

namespace Leeway.Benchmarks.Generation;

/// <summary>Measures the first generation and the first parse of a document in a process, as in a clean build.</summary>
/// <remarks>Only the first run in a process is cold, so each measurement starts a process.</remarks>
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

        foreach (string name in PackageDocument.ForSlowTests.Select(static d => d.Name))
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

using System.Diagnostics;
using System.Globalization;
using Leeway.Generator.Configuration;
using Leeway.Generator.Emission;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Benchmarks.AssemblySize;

/// <summary>
/// Builds the Jira models twice, each in its own project: as Leeway generates them, and as plain classes with a
/// <c>JsonSerializerContext</c>. Prints the size of each assembly and the duration of each build, and also those of a project that runs
/// Leeway's generator and therefore has the interfaces and clients as well.
/// </summary>
/// <remarks>
/// The builds run in turn, and the fastest build of each project counts. The compiler runs in the process tree of the build, so its
/// processor time is included. If other work shares the machine, processor time is more reliable than elapsed time.
/// </remarks>
internal static class AssemblyMeasurement
{
    private const int Rounds = 3;
    private const double MaxSizeRatio = 0.4;
    private const double MaxTimeRatio = 0.6;

    public static int Run()
    {
        string root = FindRepositoryRoot();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("leeway-assembly-size-");
        try
        {
            ClientShape jira = ShapeJira(Path.Combine(root, "specs", "jira.json"));
            string ours = CreateProject(
                folder,
                "Ours",
                $"<Reference Include=\"{typeof(Leeway.Json.JsonModel).Assembly.Location}\" />",
                [.. jira.TypeFiles.Select(static f => (f.Initial + ".g.cs", TypeEmitter.Emit(f).ToString()))]);
            string theirs = CreateProject(
                folder,
                "SystemTextJson",
                "",
                [("Models.cs", SystemTextJsonModels.WriteModels(jira.Types, "Models")), ("Context.cs", SystemTextJsonModels.WriteContext(jira.Types, "Models"))]);

            string targets = Path.Combine(root, "build");
            string generator = Path.Combine(root, "generator", "bin", "Release", "netstandard2.0", "*.dll");
            string complete = CreateProject(
                folder,
                "Whole",
                $"<Reference Include=\"{typeof(Leeway.Json.JsonModel).Assembly.Location}\" /><AtlassianApi Include=\"jira\" /><Analyzer Include=\"{generator}\" />",
                [],
                $"<Import Project=\"{targets}/Leeway.props\" /><Import Project=\"{targets}/Leeway.targets\" />");

            var best = new Dictionary<string, Build>();
            for (int round = 0; round < Rounds; round++)
            {
                foreach (string project in new[] { ours, complete, theirs })
                {
                    Build build = BuildOnce(project);
                    best[project] = best.TryGetValue(project, out Build? earlier) ? earlier.Min(build) : build;
                }
            }

            Print(jira.Types.Count, best[ours], best[complete], best[theirs]);
            return best[ours].Bytes <= best[theirs].Bytes * MaxSizeRatio ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ClientShape ShapeJira(string path)
    {
        DocumentResult read = DocumentReader.Read(new DocumentText(path, SourceText.From(File.ReadAllText(path))), CancellationToken.None);
        return ClientShaper.Shape(read.Document!, new ApiConfiguration(path, "jira", "Jira", "Models", "public", [], []), CancellationToken.None).Client;
    }

    private static string CreateProject(DirectoryInfo folder, string name, string items, (string Name, string Text)[] files, string imports = "")
    {
        DirectoryInfo project = folder.CreateSubdirectory(name);
        string path = Path.Combine(project.FullName, name + ".csproj");
        File.WriteAllText(path, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <UseSharedCompilation>false</UseSharedCompilation>
                <RunAnalyzers>false</RunAnalyzers>
              </PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
              {imports}
            </Project>
            """);
        foreach ((string file, string text) in files)
        {
            File.WriteAllText(Path.Combine(project.FullName, file), text);
        }

        RunDotnet(project.FullName, "restore");
        return path;
    }

    private static Build BuildOnce(string project)
    {
        string folder = Path.GetDirectoryName(project)!;
        string output = Path.Combine(folder, "bin", "Release", "net10.0", Path.GetFileNameWithoutExtension(project) + ".dll");
        long start = Stopwatch.GetTimestamp();
        double processor = RunDotnet(folder, "build -c Release --no-restore --no-incremental -nodeReuse:false");
        return new Build(new FileInfo(output).Length, Stopwatch.GetElapsedTime(start).TotalSeconds, processor);
    }

    /// <summary>Runs a command and returns the processor time of it and its child processes.</summary>
    private static double RunDotnet(string folder, string arguments)
    {
        string times = Path.Combine(folder, "times.txt");
        string command = $"TIMEFORMAT='%U %S'; {{ time dotnet {arguments} -v quiet -nologo >&2; }} 2> '{times}'";
        var start = new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        string[] lines = File.ReadAllLines(times);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Join('\n', lines));
        }

        return lines[^1].Split(' ').Sum(static t => double.Parse(t, CultureInfo.InvariantCulture));
    }

    private static void Print(int types, Build ours, Build complete, Build theirs)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The {types} Jira models with their JSON code, best of {Rounds} builds:"));
        Console.WriteLine("                                Leeway  JsonSerializerContext   ratio   maximum     Leeway's complete client, with its generator");
        PrintRow("assembly, kB", ours.Bytes / 1000.0, theirs.Bytes / 1000.0, MaxSizeRatio, complete.Bytes / 1000.0);
        PrintRow("build, s", ours.Seconds, theirs.Seconds, MaxTimeRatio, complete.Seconds);
        PrintRow("build, s of processor time", ours.ProcessorSeconds, theirs.ProcessorSeconds, MaxTimeRatio, complete.ProcessorSeconds);
    }

    private static void PrintRow(string name, double ours, double theirs, double maximum, double complete) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-28}{ours,10:N1}{theirs,23:N1}{ours / theirs,8:F2}{maximum,10:F2}{complete,12:N1}"));

    private static string FindRepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("There is no Sdk.sln in a parent folder. Run the benchmarks in the working copy.");
    }

    private sealed record Build(long Bytes, double Seconds, double ProcessorSeconds)
    {
        public Build Min(Build other) => new(Bytes, Math.Min(Seconds, other.Seconds), Math.Min(ProcessorSeconds, other.ProcessorSeconds));
    }
}

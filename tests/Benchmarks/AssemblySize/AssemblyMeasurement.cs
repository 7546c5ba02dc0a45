using System.Diagnostics;
using System.Globalization;
using Leeway.Generator.Configuration;
using Leeway.Generator.Emission;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Benchmarks.AssemblySize;

/// <summary>
/// Builds the Jira models twice, each in a project of its own: as Leeway generates them, and as plain classes with a
/// <c>JsonSerializerContext</c>. Prints the size of each assembly and what each build took, and beside them those of a
/// project that runs Leeway's generator and so has the interfaces and clients as well.
/// </summary>
/// <remarks>
/// The builds take turns, and the fastest of each counts. The compiler runs in the build's own process tree, so that
/// its processor time is the build's; where other work shares the machine, processor time says more than the clock.
/// </remarks>
internal static class AssemblyMeasurement
{
    private const int Turns = 3;
    private const double MostSize = 0.4;
    private const double MostTime = 0.6;

    public static int Run()
    {
        string root = RepositoryRoot();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("leeway-assembly-size-");
        try
        {
            ClientShape jira = Jira(Path.Combine(root, "specs", "jira.json"));
            string ours = Project(
                folder,
                "Ours",
                $"<Reference Include=\"{typeof(Leeway.Json.JsonModel).Assembly.Location}\" />",
                [.. jira.TypeFiles.Select(static f => (f.Initial + ".g.cs", TypeEmitter.Emit(f).ToString()))]);
            string theirs = Project(
                folder,
                "SystemTextJson",
                "",
                [("Models.cs", SystemTextJsonModels.Models(jira.Types, "Models")), ("Context.cs", SystemTextJsonModels.Context(jira.Types, "Models"))]);

            string targets = Path.Combine(root, "build");
            string generator = Path.Combine(root, "generator", "bin", "Release", "netstandard2.0", "*.dll");
            string whole = Project(
                folder,
                "Whole",
                $"<Reference Include=\"{typeof(Leeway.Json.JsonModel).Assembly.Location}\" /><AtlassianApi Include=\"jira\" /><Analyzer Include=\"{generator}\" />",
                [],
                $"<Import Project=\"{targets}/Leeway.props\" /><Import Project=\"{targets}/Leeway.targets\" />");

            var best = new Dictionary<string, Build>();
            for (int turn = 0; turn < Turns; turn++)
            {
                foreach (string project in new[] { ours, whole, theirs })
                {
                    Build build = BuildOnce(project);
                    best[project] = best.TryGetValue(project, out Build? earlier) ? earlier.Best(build) : build;
                }
            }

            Print(jira.Types.Count, best[ours], best[whole], best[theirs]);
            return best[ours].Bytes <= best[theirs].Bytes * MostSize ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ClientShape Jira(string path)
    {
        DocumentResult read = DocumentReader.Read(new DocumentText(path, SourceText.From(File.ReadAllText(path))), CancellationToken.None);
        return ClientShaper.Shape(read.Document!, new ApiConfiguration(path, "jira", "Jira", "Models", "public", [], []), CancellationToken.None).Client;
    }

    private static string Project(DirectoryInfo folder, string name, string items, (string Name, string Text)[] files, string imports = "")
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

        Dotnet(project.FullName, "restore");
        return path;
    }

    private static Build BuildOnce(string project)
    {
        string folder = Path.GetDirectoryName(project)!;
        string output = Path.Combine(folder, "bin", "Release", "net10.0", Path.GetFileNameWithoutExtension(project) + ".dll");
        long start = Stopwatch.GetTimestamp();
        double processor = Dotnet(folder, "build -c Release --no-restore --no-incremental -nodeReuse:false");
        return new Build(new FileInfo(output).Length, Stopwatch.GetElapsedTime(start).TotalSeconds, processor);
    }

    /// <summary>Runs a command and tells the processor time of it and its children, where the system tells it.</summary>
    private static double Dotnet(string folder, string arguments)
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

    private static void Print(int types, Build ours, Build whole, Build theirs)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The {types} Jira models with their JSON code, the best of {Turns} builds:"));
        Console.WriteLine("                                Leeway  JsonSerializerContext   ratio   at most     Leeway's whole client, by its generator");
        Row("assembly, kB", ours.Bytes / 1000.0, theirs.Bytes / 1000.0, MostSize, whole.Bytes / 1000.0);
        Row("build, s", ours.Seconds, theirs.Seconds, MostTime, whole.Seconds);
        Row("build, s of processor time", ours.ProcessorSeconds, theirs.ProcessorSeconds, MostTime, whole.ProcessorSeconds);
    }

    private static void Row(string what, double ours, double theirs, double most, double whole) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what,-28}{ours,10:N1}{theirs,23:N1}{ours / theirs,8:F2}{most,10:F2}{whole,12:N1}"));

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Run inside the repository.");
    }

    private sealed record Build(long Bytes, double Seconds, double ProcessorSeconds)
    {
        public Build Best(Build other) => new(Bytes, Math.Min(Seconds, other.Seconds), Math.Min(ProcessorSeconds, other.ProcessorSeconds));
    }
}

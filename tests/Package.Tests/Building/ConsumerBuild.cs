namespace Leeway.Package.Tests.Building;

/// <summary>Builds several consumers together.</summary>
internal sealed class ConsumerBuild
{
    /// <summary>The endings of project files, by language.</summary>
    public static readonly string[] ProjectExtensions = [".csproj", ".fsproj", ".vbproj"];

    private readonly string _folder;
    private readonly DotnetCommand _command;

    private ConsumerBuild(string folder, DotnetCommand command)
    {
        _folder = folder;
        _command = command;
    }

    /// <summary>
    /// Copies the consumers of some folders into the folder of a workspace that is named like the first, and builds everything there in one
    /// build. A mistake in one project does not prevent the build of others.
    /// </summary>
    public static async Task<ConsumerBuild> RunAsync(Workspace workspace, params string[] names)
    {
        string folder = workspace.PathOf(names[0]);
        foreach (string source in names.Select(static name => Path.Combine(Repository.Root, "tests", "Package.Tests", "Consumers", name)))
        {
            foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(folder, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        // One build process, because another would first have to compile itself.
        string solution = workspace.WriteSolution(names[0], folder);
        DotnetCommand command = await DotnetCommand.RunAsync(folder, workspace.Environment, "build", solution, "-m:1", "-v:q", "-clp:NoSummary");
        return new ConsumerBuild(folder, command);
    }

    /// <summary>Returns the errors and warnings of a consumer, one per line.</summary>
    public IReadOnlyList<string> GetDiagnostics(string consumer) =>
        [.. _command.Output.Split('\n').Where(l => ProjectExtensions.Any(e => l.Contains($"{Path.DirectorySeparatorChar}{consumer}{e}", StringComparison.Ordinal))).Distinct(StringComparer.Ordinal)];

    /// <summary>Returns the output folder of a consumer.</summary>
    /// <exception cref="InvalidOperationException">The consumer was not built.</exception>
    public string GetOutput(string consumer)
    {
        Assert.True(GetDiagnostics(consumer).Count == 0, string.Join('\n', GetDiagnostics(consumer)));
        string output = PathOf(consumer, "bin", "Debug", "net10.0");
        return File.Exists(Path.Combine(output, consumer + ".dll")) ? output : throw new InvalidOperationException($"{consumer} was not built:\n{_command.Output}");
    }

    public string PathOf(params IEnumerable<string> names) => Path.Combine([_folder, .. names]);
}

namespace Leeway.Package.Tests.Building;

/// <summary>A build of several consumers at once.</summary>
internal sealed class ConsumerBuild
{
    private readonly string _folder;
    private readonly DotnetCommand _command;

    private ConsumerBuild(string folder, DotnetCommand command)
    {
        _folder = folder;
        _command = command;
    }

    /// <summary>Copies the consumers of a folder into a workspace, and builds them in one go.</summary>
    public static async Task<ConsumerBuild> RunAsync(Workspace workspace, string name)
    {
        string source = Path.Combine(Repository.Root, "tests", "Package.Tests", "Consumers", name);
        string folder = workspace.PathOf(name);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        IEnumerable<string> projects = Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        File.WriteAllText(
            Path.Combine(folder, name + ".slnx"),
            $"<Solution>{string.Concat(projects.Select(p => $"<Project Path=\"{Path.GetRelativePath(folder, p)}\" />"))}</Solution>");
        DotnetCommand command = await DotnetCommand.RunAsync(folder, workspace.Environment, "build", name + ".slnx", "-v:q", "-clp:NoSummary");
        return new ConsumerBuild(folder, command);
    }

    /// <summary>The errors and warnings of one consumer, in a line each.</summary>
    public IReadOnlyList<string> ComplaintsOf(string consumer) =>
        [.. _command.Output.Split('\n').Where(l => l.Contains($"{Path.DirectorySeparatorChar}{consumer}.csproj", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    /// <summary>What a consumer was built into.</summary>
    /// <exception cref="InvalidOperationException">It was not built.</exception>
    public string OutputOf(string consumer)
    {
        Assert.True(ComplaintsOf(consumer).Count == 0, string.Join('\n', ComplaintsOf(consumer)));
        string output = PathOf(consumer, "bin", "Debug", "net10.0");
        return File.Exists(Path.Combine(output, consumer + ".dll")) ? output : throw new InvalidOperationException($"{consumer} was not built:\n{_command.Output}");
    }

    public string PathOf(params IEnumerable<string> names) => Path.Combine([_folder, .. names]);
}

using Leeway.Package.Tests.Building;
using Leeway.TimeLimit;

namespace Leeway.Package.Tests;

/// <summary>Follows the instructions of the README and the guide exactly.</summary>
public class ReadmeTests(PackedPackages packages)
{
    private const int MaxLines = 19;

    /// <param name="isClone">Whether the folder contains the files in the root of this repository.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FirstStepsShouldLeadToAnIssueInThreeCommands(bool isClone)
    {
        Assert.SkipUnless(TestSize.IsFull, "Creating a project takes long. Set LEEWAY_FULL=1 to include it.");
        string folder = packages.Workspace.PathOf(isClone ? "clone" : "empty");
        Directory.CreateDirectory(folder);
        foreach (string file in isClone ? Directory.EnumerateFiles(Repository.Root, "Directory.*").Concat([Path.Combine(Repository.Root, ".editorconfig"), Path.Combine(Repository.Root, "global.json")]) : [])
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        string readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        string section = MarkdownCode.Section(readme, "Begin");
        string[] commands = Block(section, "sh").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string item = Block(section, "xml");
        string program = Block(section, "csharp");
        Assert.Equal(3, commands.Length);
        Assert.InRange((item + program).Split('\n').Count(static l => l.Trim().Length > 0), 1, MaxLines);

        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Dictionary<string, string> environment = new(packages.Workspace.Environment.Concat(atlassian.Environment));
        (await RunAsync(commands[0])).Succeeded();
        (await RunAsync(commands[1])).Succeeded();
        string project = Path.Combine(folder, "Issues", "Issues.csproj");
        string text = await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken);
        Assert.Contains($"\"Leeway\" Version=\"{packages.Workspace.Version}\"", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(project, text.Replace("</Project>", item + "</Project>", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Issues", "Program.cs"), program, TestContext.Current.CancellationToken);
        DotnetCommand run = await RunAsync(commands[2]);
        Assert.Equal($"{SimulatedAtlassian.IssueKey}: {SimulatedAtlassian.IssueSummary}", run.Succeeded().Output.TrimEnd());

        Task<DotnetCommand> RunAsync(string command)
        {
            string[] words = command.Split(' ');
            Assert.Equal("dotnet", words[0]);
            return DotnetCommand.RunAsync(folder, environment, words[1..]);
        }
    }

    [Fact]
    public async Task ExamplesShouldCompileAsPastedWithTheNamedPackages()
    {
        ConsumerBuild build = await packages.Consumers;
        build.GetOutput(GuideExamples.Project);
    }

    private static string Block(string section, string language) => MarkdownCode.Blocks(section, language).Single();
}

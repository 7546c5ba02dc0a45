using System.Text.RegularExpressions;
using Leeway.Package.Tests.Building;

namespace Leeway.Package.Tests;

/// <summary>What the README says of the way to a first issue, done to the letter.</summary>
public partial class ReadmeTests(PackedPackages packages)
{
    private const int MostLines = 19;

    [Fact]
    public async Task FirstStepsShouldLeadToAnIssueInThreeCommands()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        string section = readme[readme.IndexOf("\n## Begin\n", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        string[] commands = Block(section, "sh").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string item = Block(section, "xml");
        string program = Block(section, "csharp");
        Assert.Equal(3, commands.Length);
        Assert.InRange((item + program).Split('\n').Count(static l => l.Trim().Length > 0), 1, MostLines);

        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Dictionary<string, string> environment = new(packages.Workspace.Environment.Concat(atlassian.Environment));
        (await RunAsync(commands[0])).Succeeded();
        (await RunAsync(commands[1])).Succeeded();
        string project = packages.Workspace.PathOf("Issues", "Issues.csproj");
        string text = await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken);
        Assert.Contains($"\"Leeway\" Version=\"{packages.Workspace.Version}\"", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(project, text.Replace("</Project>", item + "</Project>", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(packages.Workspace.PathOf("Issues", "Program.cs"), program, TestContext.Current.CancellationToken);
        DotnetCommand run = await RunAsync(commands[2]);
        Assert.Equal($"{SimulatedAtlassian.IssueKey}: {SimulatedAtlassian.IssueSummary}", run.Succeeded().Output.TrimEnd());

        Task<DotnetCommand> RunAsync(string command)
        {
            string[] words = command.Split(' ');
            Assert.Equal("dotnet", words[0]);
            return DotnetCommand.RunAsync(packages.Workspace.Root, environment, words[1..]);
        }
    }

    private static string Block(string section, string language) =>
        Fence().Matches(section).Single(m => m.Groups["language"].Value == language).Groups["text"].Value;

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

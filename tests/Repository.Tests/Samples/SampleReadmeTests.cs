using System.Text.RegularExpressions;

namespace Leeway.Repository.Tests.Samples;

/// <summary>Each sample is built with the solution, and its README says how to run it.</summary>
public sealed partial class SampleReadmeTests
{
    private const int MinCommands = 2;

    private static readonly string s_root = Approval.Repository.Root;

    public static TheoryData<string> Samples => [.. Directory.EnumerateDirectories(Path.Combine(s_root, "samples")).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void SampleShouldBeInTheSolutionAndInTheList(string sample)
    {
        Assert.Contains($"samples\\{sample}\\{sample}.csproj", File.ReadAllText(Path.Combine(s_root, "Sdk.sln")), StringComparison.Ordinal);
        Assert.Contains($"({sample}/README.md)", File.ReadAllText(Path.Combine(s_root, "samples", "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void ReadmeShouldHaveCommandsForExistingProjects(string sample)
    {
        string[] projects = [.. Command().Matches(File.ReadAllText(Path.Combine(s_root, "samples", sample, "README.md"))).Select(static match => match.Groups["project"].Value)];

        Assert.InRange(projects.Length, MinCommands, int.MaxValue);
        Assert.Contains("samples/" + sample, projects);
        Assert.All(projects, static project => Assert.True(File.Exists(Path.Combine(s_root, project, Path.GetFileName(project) + ".csproj")), $"There is no project in '{project}'."));
    }

    /// <summary>A command with a project of this repository.</summary>
    [GeneratedRegex(@"^    .*dotnet (?:run --project|publish|test) (?<project>[\w./]+)", RegexOptions.Multiline)]
    private static partial Regex Command();
}

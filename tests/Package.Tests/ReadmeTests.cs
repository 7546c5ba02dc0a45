using System.Text.RegularExpressions;
using System.Xml.Linq;
using Leeway.Package.Tests.Building;
using Leeway.TimeLimit;

namespace Leeway.Package.Tests;

/// <summary>Follows the instructions of the README and the guide exactly.</summary>
public partial class ReadmeTests(PackedPackages packages)
{
    private const int MaxLines = 19;

    /// <summary>An empty folder, and a clone of this repository, which by default is left out.</summary>
    public static TheoryData<bool> Folders => TestSize.IsFull ? [false, true] : [false];

    /// <param name="isClone">Whether the folder contains the files in the root of this repository.</param>
    [Theory]
    [MemberData(nameof(Folders))]
    public async Task FirstStepsShouldLeadToAnIssueInThreeCommands(bool isClone)
    {
        string folder = packages.Workspace.PathOf(isClone ? "clone" : "empty");
        Directory.CreateDirectory(folder);
        foreach (string file in isClone ? Directory.EnumerateFiles(Repository.Root, "Directory.*").Concat([Path.Combine(Repository.Root, ".editorconfig"), Path.Combine(Repository.Root, "global.json")]) : [])
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        string readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        string section = readme[readme.IndexOf("\n## Begin\n", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
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
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string guide = Repository.ReadGuide();
        string folder = packages.Workspace.PathOf("Blocks");
        Directory.CreateDirectory(Path.Combine(folder, "my"));
        string references = string.Concat(Blocks(guide, "sh").SelectMany(static block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(static line => line["dotnet add package ".Length..])
            .Select(id => $"<PackageReference Include=\"{id}\" Version=\"{FindVersion(id)}\" />"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Blocks.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
              {Blocks(guide, "xml").Single()}
            </Project>
            """,
            cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "my", "own.json"),
            """{ "openapi": "3.0.1", "info": { "title": "t", "version": "1" }, "paths": { "/a": { "get": { "responses": { "204": { "description": "" } } } } } }""",
            cancellationToken);
        string[] code = [.. Blocks(guide, "csharp")];
        foreach ((int index, string file) in code.Where(IsSeparateFile).Index())
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"File{index}.cs"), file, cancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), string.Join('\n', code.Where(static c => !IsSeparateFile(c))), cancellationToken);
        (await packages.Workspace.RunAsync("build", folder, "-v:q", "-clp:NoSummary")).Succeeded();
    }

    private static bool IsSeparateFile(string code) =>
        code.Contains("[assembly:", StringComparison.Ordinal) || code.Contains("internal static class", StringComparison.Ordinal);

    /// <summary>Finds the version of a package: the packed one of this repository, or the one that this repository uses.</summary>
    private string FindVersion(string package)
    {
        if (package.StartsWith("Leeway", StringComparison.Ordinal))
        {
            return packages.Workspace.Version;
        }

        XElement versions = XElement.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        string? version = (string?)versions.Descendants("PackageVersion").SingleOrDefault(v => (string?)v.Attribute("Include") == package)?.Attribute("Version");
        return version ?? Workspace.FindVersion(package);
    }

    private static IEnumerable<string> Blocks(string section, string language) =>
        Fence().Matches(section).Where(m => m.Groups["language"].Value == language).Select(static m => m.Groups["text"].Value);

    private static string Block(string section, string language) =>
        Fence().Matches(section).Single(m => m.Groups["language"].Value == language).Groups["text"].Value;

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

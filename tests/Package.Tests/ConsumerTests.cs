using System.Diagnostics;
using System.Text.RegularExpressions;
using Leeway.Package.Tests.Building;
using Leeway.TimeLimit;

namespace Leeway.Package.Tests;

/// <summary>Builds and runs projects outside the repository that use the packages.</summary>
public partial class ConsumerTests(PackedPackages packages)
{
    [Fact]
    public async Task StrictConsoleShouldCreateReadAndFindAnIssue()
    {
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        string[] lines = await packages.RunConsumerAsync("ThreeOperations", atlassian.Environment);
        Assert.Matches("^DEMO-[0-9]+: From a package$", lines[0]);
        Assert.Contains("found " + lines[0].Split(':')[0], lines[1..]);
    }

    [Fact]
    public async Task OutputShouldNotContainTheGenerator()
    {
        ConsumerBuild build = await packages.Consumers;
        Assert.Equal(
            ["Leeway.dll", "Microsoft.Extensions.", "Polly.Core.dll", "Polly.Extensions.dll", "Polly.RateLimiting.dll", "ReactiveUI.", "Refit.HttpClientFactory.dll", "Refit.dll", "System.Threading.RateLimiting.dll", "ThreeOperations.dll"],
            Directory.EnumerateFiles(build.GetOutput("ThreeOperations"), "*.dll", SearchOption.AllDirectories)
                .Select(static f => Path.GetFileName(f))
                .Select(static f => Array.Find(["Microsoft.Extensions.", "ReactiveUI."], family => f.StartsWith(family, StringComparison.Ordinal)) ?? f)
                .Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ThreeOperationsShouldNeedUnderAThousandLinesWithoutTheirModels()
    {
        ConsumerBuild build = await packages.Consumers;
        build.GetOutput("ThreeOperations");
        string[] files = Directory.GetFiles(build.PathOf("ThreeOperations", "obj", "Debug", "net10.0", "generated", "Leeway.Generator"), "*.g.cs", SearchOption.AllDirectories);
        Assert.Contains(files, static f => Path.GetFileName(f) == "Leeway.Jira.IIssuesApi.g.cs");
        Assert.InRange(files.Where(static f => !Path.GetFileName(f).Contains(".Types.", StringComparison.Ordinal)).Sum(static f => File.ReadLines(f).Count()), 1, 999);
    }

    [Fact]
    public async Task WebApplicationShouldCallThroughItsServices()
    {
        ConsumerBuild build = await packages.Consumers;
        string application = Path.Combine(build.GetOutput("Web"), "Web.dll");
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Dictionary<string, string> environment = new(atlassian.Environment) { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
        using Process process = DotnetCommand.Start(packages.Workspace.Root, environment, application);
        try
        {
            string address = await FindAddressAsync(process);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            CancellationToken cancellationToken = TestContext.Current.CancellationToken;
            Assert.Equal(SimulatedAtlassian.IssueSummary, await client.GetStringAsync(new Uri($"issues/{SimulatedAtlassian.IssueKey}", UriKind.Relative), cancellationToken));
            Assert.Contains("\"", await client.GetStringAsync(new Uri("spaces", UriKind.Relative), cancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task WholeDocumentShouldBuildWithoutAWarning()
    {
        ConsumerBuild build = await packages.Consumers;
        Assert.True(new FileInfo(Path.Combine(build.GetOutput("WholeDocument"), "WholeDocument.dll")).Length > (TestSize.IsFull ? 1_000_000 : 100_000));
    }

    [Fact]
    public async Task TwoProjectsThatGenerateTheSameApiShouldCompile()
    {
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Assert.Contains("DEMO", await packages.RunConsumerAsync("Application", atlassian.Environment));
    }

    [Fact]
    public async Task ProjectShouldGenerateWithThePackageOfAReferencedProject()
    {
        ConsumerBuild build = await packages.Consumers;
        build.GetOutput("Indirect");
    }

    [Fact]
    public async Task DocumentOfTheProjectShouldBecomeInternalTypesInItsNamespace()
    {
        ConsumerBuild build = await packages.Consumers;
        build.GetOutput("OwnDocument");
    }

    [Fact]
    public async Task RefitShouldCreateGeneratedClientsAndThoseOfTheApplication()
    {
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Assert.Equal([$"{SimulatedAtlassian.IssueKey}: {SimulatedAtlassian.IssueSummary}", "True", SimulatedAtlassian.IssueKey], await packages.RunConsumerAsync("WithRefit", atlassian.Environment));
    }

    [Theory]
    [InlineData("ThreeOperations", false)]
    [InlineData("Application", false)]
    [InlineData("WithRefit", true)]
    public async Task RefitsGeneratorShouldRunInProjectsThatReferenceRefitAlone(string consumer, bool runs)
    {
        ConsumerBuild build = await packages.Consumers;
        build.GetOutput(consumer);
        string[] analyzers = await File.ReadAllLinesAsync(build.PathOf(consumer, "obj", "Debug", "net10.0", "analyzers.txt"), TestContext.Current.CancellationToken);
        Assert.Contains("Leeway.Generator", analyzers);
        Assert.Equal(runs, analyzers.Contains("InterfaceStubGeneratorV2"));
        Assert.Equal(runs, analyzers.Contains("Refit.Analyzers"));
    }

    [Fact]
    public async Task BuildWithoutChangesShouldNotCompile()
    {
        ConsumerBuild build = await packages.Consumers;
        build.GetOutput("ThreeOperations");
        string assembly = build.PathOf("ThreeOperations", "obj", "Debug", "net10.0", "ThreeOperations.dll");
        DateTime written = File.GetLastWriteTimeUtc(assembly);
        DotnetCommand again = await packages.Workspace.RunAsync("build", build.PathOf("ThreeOperations"), "--no-restore", "-v:d");
        Assert.Contains("Skipping target \"CoreCompile\"", again.Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(assembly));
    }

    private static async Task<string> FindAddressAsync(Process process)
    {
        string output = "";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            output += line + "\n";
            if (ListeningAddress().Match(line) is { Success: true } match)
            {
                return match.Groups["address"].Value;
            }
        }

        throw new InvalidOperationException($"The application does not listen:\n{output}{await process.StandardError.ReadToEndAsync(CancellationToken.None)}");
    }

    [GeneratedRegex("Now listening on: (?<address>http://\\S+)")]
    private static partial Regex ListeningAddress();
}

using Leeway.Package.Tests.Building;
using Leeway.Samples;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.TimeLimit;

namespace Leeway.Package.Tests.Samples;

/// <summary>Runs the sample as its build leaves it, and compiled ahead of time with the packages.</summary>
public class AheadOfTimeTests(PackedPackages packages)
{
    private const string Sample = "AheadOfTime";

    [Fact]
    public async Task SampleShouldSignInOnceAndReport() =>
        await RunTwiceAsync((environment, folder) => SampleProcess.Start(Sample, environment, folder));

    [Fact]
    public async Task SampleShouldBePublishedAheadOfTimeWithoutAWarning()
    {
        Assert.SkipUnless(TestSize.IsFull, "Compiling ahead of time takes long. Set LEEWAY_FULL=1 to include it.");
        await NativeCompiler.SkipWithoutAsync(packages.Workspace);

        string folder = packages.Workspace.PathOf(Sample);
        string output = Path.Combine(folder, "published");
        Copy(Path.Combine(Repository.Root, "tests", "Package.Tests", "Consumers", "Published", Sample), "*.csproj", folder);
        Copy(Path.Combine(Repository.Root, "samples", Sample), "*.cs", folder);
        DotnetCommand publish = await packages.Workspace.RunAsync("publish", folder, "-o", output, "-v:q", "-clp:NoSummary");
        Assert.DoesNotContain("warning", publish.Succeeded().Output, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(Path.Combine(output, Sample + ".dll")));

        await RunTwiceAsync((environment, grants) => SampleProcess.StartProgram(Path.Combine(output, Sample), folder, environment, grants));
    }

    private static async Task RunTwiceAsync(Func<IReadOnlyDictionary<string, string>, string, SampleProcess> start)
    {
        SimulatorOptions options = new() { Authorization = { AccessTokenLifetime = TimeSpan.FromSeconds(1) } };
        await using SimulatorHost host = await SimulatorHost.StartAsync(new AtlassianSimulator(options), cancellationToken: TestContext.Current.CancellationToken);
        AuthorizationServer authorization = host.Simulator.Authorization;
        Dictionary<string, string> environment = new()
        {
            ["ATLASSIAN_CLIENT_ID"] = host.Simulator.App.ClientId,
            ["ATLASSIAN_CLIENT_SECRET"] = host.Simulator.App.ClientSecret,
            ["ATLASSIAN_AUTHORIZATION_SERVER"] = host.Simulator.AuthorizationOrigin.AbsoluteUri,
            ["ATLASSIAN_GATEWAY"] = host.Simulator.GatewayOrigin.AbsoluteUri,
        };
        string grants = Directory.CreateTempSubdirectory("leeway-sample-").FullName;
        try
        {
            await using (SampleProcess first = start(environment, grants))
            {
                await first.SignInAsync();
                await AssertReportedAsync(first, linesBefore: 2);
            }

            // The second run has to renew the token.
            string token = host.Simulator.Requests.Select(static request => request.BearerToken).Last(static token => token is not null)!;
            while (authorization.Inspect(token).Refusal is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
            }

            int exchanges = authorization.Exchanges;
            await using SampleProcess second = start(environment, grants);
            await AssertReportedAsync(second, linesBefore: 0);
            Assert.InRange(authorization.Exchanges, exchanges + 1, int.MaxValue);
            Assert.Single(authorization.Families);
        }
        finally
        {
            Directory.Delete(grants, recursive: true);
        }
    }

    private static async Task AssertReportedAsync(SampleProcess run, int linesBefore)
    {
        int exitCode = await run.WaitForExitAsync();
        Assert.True(exitCode == 0, string.Join('\n', run.Lines));
        string[] lines = [.. run.Lines.Skip(linesBefore)];
        Assert.Equal(3, lines.Length);
        string key = lines[0]["Created ".Length..^1];
        Assert.Equal([$"Created {key}.", "report.log: 12 of 12", $"Found {key}: Nightly report"], lines);
    }

    private static void Copy(string source, string pattern, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source, pattern))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}

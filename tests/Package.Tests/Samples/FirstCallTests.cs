using Leeway.Samples;

namespace Leeway.Package.Tests.Samples;

/// <summary>Runs the sample as a process.</summary>
public class FirstCallTests
{
    private const string Sample = "FirstCall";

    [Fact]
    public async Task SampleShouldListTheIssuesOfTheUser()
    {
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        string key = atlassian.AssignIssue("Order toner");
        await using SampleProcess run = SampleProcess.Start(Sample, atlassian.Environment);

        Assert.Equal(0, await run.WaitForExitAsync());
        Assert.Equal([$"Signed in to {atlassian.Environment["ATLASSIAN_SITE"]} as Ada Example.", $"{key}  To Do  Order toner"], run.Lines);
    }

    [Fact]
    public async Task WrongTokenShouldBeReportedWithAdviceAndWithoutTheToken()
    {
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Dictionary<string, string> environment = new(atlassian.Environment) { ["ATLASSIAN_API_TOKEN"] = "a-wrong-token" };
        await using SampleProcess run = SampleProcess.Start(Sample, environment);

        Assert.Equal(1, await run.WaitForExitAsync());
        Assert.Contains("token", Assert.Single(run.Lines), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("a-wrong-token", run.Lines[0], StringComparison.Ordinal);
    }
}

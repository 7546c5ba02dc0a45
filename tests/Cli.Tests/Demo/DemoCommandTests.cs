using System.Text.Json;

namespace Leeway.Cli.Tests.Demo;

public sealed class DemoCommandTests
{
    [Fact]
    public void DemoShouldPassEveryStepAndPrintOneObject()
    {
        CommandRun run = CommandRun.Of("demo", "--json");

        Assert.Equal(0, run.ExitCode);
        using JsonDocument report = JsonDocument.Parse(run.Output);
        JsonElement[] steps = [.. report.RootElement.GetProperty("steps").EnumerateArray()];
        Assert.True(report.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(13, steps.Length);
        Assert.All(steps, step => Assert.True(step.GetProperty("passed").GetBoolean(), step.ToString()));
        Assert.Equal(1, steps[^1].GetProperty("counts").GetProperty("exchanges").GetInt32());
        Assert.Equal(200, steps[^1].GetProperty("counts").GetProperty("calls").GetInt32());
    }

    [Fact]
    public void DemoShouldPrintATableWithoutEscapesWhereThereIsNoTerminal()
    {
        CommandRun run = CommandRun.Of("demo");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Every step passed", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }
}

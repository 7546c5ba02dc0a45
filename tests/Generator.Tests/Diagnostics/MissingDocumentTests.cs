namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>Checks LEE0006, which MSBuild raises because the compiler does not start without the file.</summary>
public sealed class MissingDocumentTests : IDisposable
{
    private readonly ConsumerProject _project = new();

    [Theory]
    [InlineData("jira-cloud", true)]
    [InlineData("absent.json", true)]
    [InlineData("jira", false)]
    [InlineData("present.json", false)]
    public async Task MissingDocumentShouldBeReportedAtTheProject(string document, bool isMissing)
    {
        await _project.WriteAsync("present.json", "{}");

        (int exitCode, string output) = await _project.RunAsync($"""<AtlassianApi Include="{document}" />""", "-t:LeewayFindDocuments");

        Assert.Equal(isMissing, exitCode != 0);
        Assert.Equal(isMissing, output.Contains("error LEE0006: There is no document '", StringComparison.Ordinal));
    }

    public void Dispose() => _project.Dispose();
}

using Leeway.Package.Tests.Building;

namespace Leeway.Package.Tests;

/// <summary>Checks that a mistake in a project is reported at the project file, with what to write instead.</summary>
public class MistakeTests(PackedPackages packages)
{
    [Theory]
    [InlineData("OldFramework", "net8.0")]
    [InlineData("OldStandard", "netstandard2.0")]
    public async Task UnsupportedFrameworkShouldBeRejectedByNuGet(string project, string framework)
    {
        ConsumerBuild build = await packages.Unsupported;
        string complaint = Assert.Single(build.GetDiagnostics(project));
        Assert.Contains("error NU1202: Package Leeway", complaint, StringComparison.Ordinal);
        Assert.Contains(framework, complaint, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("UnknownOperation", "LEE0003", "There is no operation 'getIsue' in jira. Did you mean 'getIssue'?")]
    [InlineData("UnknownDocument", "LEE0006", "There is no document 'jirra'")]
    [InlineData("UnknownOption", "LEE0009", "Write 'Operations'.")]
    [InlineData("BadVisibility", "LEE0001", "Use 'public' or 'internal'.")]
    [InlineData("VisualBasic", "LEE0015", "Reference the package of the document, such as Leeway.Jira")]
    [InlineData("TwiceNamed", "LEE0008", "one item")]
    public async Task MistakeShouldCauseOneErrorAtTheProject(string project, string id, string advice)
    {
        ConsumerBuild build = await packages.Consumers;
        string complaint = Assert.Single(build.GetDiagnostics(project));
        Assert.StartsWith(build.PathOf(project, project + "."), complaint, StringComparison.Ordinal);
        Assert.Contains($"error {id}:", complaint, StringComparison.Ordinal);
        Assert.Contains(advice, complaint, StringComparison.Ordinal);
    }
}

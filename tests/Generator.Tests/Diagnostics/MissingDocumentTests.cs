using System.Diagnostics;

namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>Checks LEE0006, which MSBuild raises because the compiler does not start without the file.</summary>
public sealed class MissingDocumentTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leeway-");

    [Theory]
    [InlineData("jira-cloud", true)]
    [InlineData("absent.json", true)]
    [InlineData("jira", false)]
    [InlineData("present.json", false)]
    public async Task MissingDocumentShouldBeReportedAtTheProject(string document, bool isMissing)
    {
        string build = Path.Combine(Repository.Root, "build");
        string project = Path.Combine(_folder.FullName, "Consumer.proj");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "present.json"), "{}", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            project,
            $"""
            <Project>
              <ItemGroup><AtlassianApi Include="{document}" /></ItemGroup>
              <Import Project="{build}/Leeway.targets" />
            </Project>
            """,
            TestContext.Current.CancellationToken);
        using Process msbuild = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", project, "-t:LeewayFindDocuments", "-nologo"])
        {
            RedirectStandardOutput = true,
        })!;
        string output;
        try
        {
            output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!msbuild.HasExited)
            {
                msbuild.Kill(entireProcessTree: true);
            }
        }

        Assert.Equal(isMissing, msbuild.ExitCode != 0);
        Assert.Equal(isMissing, output.Contains("error LEE0006: There is no document '", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

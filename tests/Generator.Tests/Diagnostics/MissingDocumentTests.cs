using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>Checks LEE0006, which MSBuild raises because the compiler does not start without the file.</summary>
public sealed partial class MissingDocumentTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leeway-");

    /// <summary>One process builds all projects, because its start takes most of the time.</summary>
    [Fact]
    public async Task MissingDocumentShouldBeReportedAtTheProject()
    {
        string[] missing = ["jira-cloud", "absent.json"];
        string[] present = ["jira", "present.json"];
        await WriteAsync("present.json", "{}");
        foreach (string document in (string[])[.. missing, .. present])
        {
            await WriteAsync(
                document + ".proj",
                $"""
                <Project>
                  <ItemGroup><AtlassianApi Include="{document}" /></ItemGroup>
                  <Import Project="{Path.Combine(Repository.Root, "build")}/Leeway.targets" />
                </Project>
                """);
        }

        string all = await WriteAsync(
            "All.proj",
            $"""
            <Project>
              <Target Name="Build">
                <MSBuild Projects="{string.Join(".proj;", missing)}.proj;{string.Join(".proj;", present)}.proj" Targets="LeewayFindDocuments" />
              </Target>
            </Project>
            """);
        using Process msbuild = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", all, "-nologo"])
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

        Assert.NotEqual(0, msbuild.ExitCode);
        Assert.Equal(missing.Order(), Report().Matches(output).Select(static match => match.Groups["document"].Value).Distinct().Order());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> WriteAsync(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    /// <summary>The error, which names the document, at the project file of the same name.</summary>
    [GeneratedRegex(@"(?<document>[^/\\\s]+)\.proj *: error LEE0006: There is no document '\k<document>'")]
    private static partial Regex Report();
}

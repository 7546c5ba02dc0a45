using System.Diagnostics;

namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>A project with the MSBuild files of the package, in a folder of its own.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leeway-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Writes a file of the project.</summary>
    public Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), text, TestContext.Current.CancellationToken);

    /// <summary>Runs MSBuild.</summary>
    /// <param name="item">The project's item.</param>
    /// <param name="arguments">The arguments after the project.</param>
    public async Task<(int ExitCode, string Output)> RunAsync(string item, params string[] arguments)
    {
        string build = Path.Combine(Repository.Root, "build");
        await WriteAsync("Consumer.proj", $"""
            <Project>
              <Import Project="{build}/Leeway.props" />
              <ItemGroup>{item}</ItemGroup>
              <Import Project="{build}/Leeway.targets" />
            </Project>
            """);
        using Process msbuild = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(_folder.FullName, "Consumer.proj"), "-nologo", .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            string output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (msbuild.ExitCode, output);
        }
        finally
        {
            if (!msbuild.HasExited)
            {
                msbuild.Kill(entireProcessTree: true);
            }
        }
    }
}

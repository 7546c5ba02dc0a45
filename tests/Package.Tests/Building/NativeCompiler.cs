using System.ComponentModel;

namespace Leeway.Package.Tests.Building;

/// <summary>The C compiler that links applications that are compiled ahead of time.</summary>
internal static class NativeCompiler
{
    /// <summary>In the order in which the .NET SDK looks for them.</summary>
    private static readonly string[] s_names = ["clang", "gcc"];

    /// <summary>Skips the test on machines that cannot link a native program.</summary>
    public static async Task SkipWithoutAsync(Workspace workspace)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The check for a C compiler is written for Linux.");
        workspace.Write("probe.c", "int main(void) { return 0; }");
        foreach (string name in s_names)
        {
            try
            {
                DotnetCommand link = await DotnetCommand.RunProgramAsync(
                    name, workspace.Root, new Dictionary<string, string>(), "probe.c", "-o", "probe", "-lz", "-lm", "-ldl", "-lpthread");
                Assert.SkipUnless(link.ExitCode == 0, $"{name} cannot link a program. On Debian, run 'apt-get install gcc libc6-dev zlib1g-dev'. It wrote:\n{link.Output}");
                return;
            }
            catch (Win32Exception)
            {
                // There is no such program. The next one may exist.
            }
        }

        Assert.Skip($"Compiling ahead of time needs {string.Join(" or ", s_names)}. On Debian, run 'apt-get install gcc libc6-dev zlib1g-dev'.");
    }
}

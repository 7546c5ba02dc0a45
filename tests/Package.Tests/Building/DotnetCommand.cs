using System.Diagnostics;
using System.Text;

namespace Leeway.Package.Tests.Building;

/// <summary>A <c>dotnet</c> command that has ended.</summary>
/// <param name="Line">The command.</param>
/// <param name="ExitCode">The exit code; 0 if the command succeeded.</param>
/// <param name="Output">The output, including errors.</param>
internal sealed record DotnetCommand(string Line, int ExitCode, string Output)
{
    /// <summary>The limit is several times the duration of the longest command on a busy machine.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(12);

    /// <summary>Runs <c>dotnet</c> without the environment variables of the current build.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">The environment variables to set.</param>
    /// <param name="arguments">The arguments of <c>dotnet</c>.</param>
    public static Task<DotnetCommand> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        RunProgramAsync("dotnet", folder, environment, arguments);

    /// <summary>Runs a program that needs no <c>dotnet</c>, such as a self-contained application.</summary>
    /// <param name="program">The name or path of the program.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">The variables that are set.</param>
    /// <param name="arguments">The program's arguments.</param>
    public static async Task<DotnetCommand> RunProgramAsync(
        string program, string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        using Process process = Start(program, folder, environment, arguments);
        string line = $"{program} {string.Join(' ', process.StartInfo.ArgumentList)}";
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(s_limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{line} did not end in {s_limit}, or its test was cancelled:\n{output}", exception);
        }

        return new DotnetCommand(line, process.ExitCode, output.ToString());
    }

    /// <summary>Starts <c>dotnet</c>, so that its output can be read while it runs.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Start("dotnet", folder, environment, arguments);

    private static Process Start(string program, string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // The variables that `dotnet test` sets for its own build would affect this one.
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)))
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Fails the test with the output of the command, unless it succeeded.</summary>
    public DotnetCommand Succeeded()
    {
        Assert.True(ExitCode == 0, $"{Line} ended with {ExitCode}:\n{Output}");
        return this;
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }
}

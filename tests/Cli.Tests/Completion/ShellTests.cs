using System.Diagnostics;

namespace Leeway.Cli.Tests.Completion;

/// <summary>The scripts of <c>leeway completion</c> in the shells that they are for, which get their keys from a terminal.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string[]> Lines => new()
    {
        { "bash", "leeway ca\tgetIssueWat\t--issueId\tA-1", ["call", "getIssueWatchers", "--issueIdOrKey", "A-1"] },
        { "bash", "leeway simulate tri\tjira:issue_u\t--iss\tDEMO-1", ["simulate", "trigger", "jira:issue_updated", "--issue", "DEMO-1"] },
        { "bash", "leeway adf text bod\t", ["adf", "text", "body.json"] },
        { "zsh", "leeway ca\tgetIssueWat\t--issueId\tA-1", ["call", "getIssueWatchers", "--issueIdOrKey", "A-1"] },
        { "zsh", "leeway simulate tri\tjira:issue_u\t--iss\tDEMO-1", ["simulate", "trigger", "jira:issue_updated", "--issue", "DEMO-1"] },
        { "zsh", "leeway adf text bod\t", ["adf", "text", "body.json"] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task TabShouldCompleteWords(string shell, string keys, string[] expected)
    {
        SkipWithout("script", "which gives the shell a terminal");
        SkipWithout(shell, "the shell under test");
        _folder.Write("body.json", "{}");
        string tool = _folder.Write("leeway", CreateTool());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }


        string set = shell == "zsh" ? "autoload -U compinit; compinit -u -D\n" : "";
        await TypeAsync(shell == "zsh" ? "zsh -f -i" : "bash --norc --noprofile -i", $"{set}source <(leeway completion {shell})\n{keys}\nexit\n");

        string ran = _folder["ran"];
        Assert.True(File.Exists(ran), "The shell did not run the line.");
        Assert.Equal(expected, await File.ReadAllLinesAsync(ran, Cancellation));
    }

    private static void SkipWithout(string program, string purpose) => Assert.SkipUnless(
        OperatingSystem.IsLinux() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))),
        $"There is no '{program}' here, {purpose}.");

    /// <summary>Creates a script that completes as the tool does, and otherwise records its arguments.</summary>
    private string CreateTool() => $"""
        #!/bin/sh
        case "$1" in
        complete|completion) exec dotnet '{typeof(CommandLine).Assembly.Location}' "$@" ;;
        *) printf '%s\n' "$@" > '{_folder["ran"]}' ;;
        esac

        """.ReplaceLineEndings("\n");

    private async Task TypeAsync(string shell, string keys)
    {
        ProcessStartInfo start = new("script", ["--quiet", "--command", shell, "/dev/null"])
        {
            WorkingDirectory = Path.GetDirectoryName(_folder["ran"]),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{Path.GetDirectoryName(_folder["ran"])}:{Environment.GetEnvironmentVariable("PATH")}", ["TERM"] = "xterm", ["HISTFILE"] = null },
        };
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(keys.AsMemory(), Cancellation);
        await process.StandardInput.FlushAsync(Cancellation);
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        await output;
    }
}

using System.CommandLine;

namespace Leeway.Cli.Completion;

/// <summary>The <c>leeway completion</c> command: prints the script by which a shell completes command lines.</summary>
internal static class CompletionCommand
{
    public const string Description = "Print the script that completes command lines in bash, zsh or PowerShell.";

    // Each script passes the words after 'leeway', and the number of the one to complete.
    private const string Bash = """
        # Add to ~/.bashrc: source <(leeway completion bash)
        _leeway() {
            local IFS=$'\n'
            COMPREPLY=($(leeway complete --at $((COMP_CWORD - 1)) -- "${COMP_WORDS[@]:1}" 2>/dev/null))
            if [ "${#COMPREPLY[@]}" -eq 0 ]; then
                compopt -o default
            fi
        }
        complete -F _leeway leeway
        """;

    private const string Zsh = """
        #compdef leeway
        # Add to ~/.zshrc, after compinit: source <(leeway completion zsh)
        _leeway() {
            local -a found
            found=("${(@f)$(leeway complete --at $((CURRENT - 2)) -- "${(@)words[2,-1]}" 2>/dev/null)}")
            if [[ -n "${found[1]}" ]]; then
                compadd -a found
            else
                _files
            fi
        }
        compdef _leeway leeway
        """;

    private const string PowerShell = """
        # Add to $PROFILE: leeway completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName leeway -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
            $at = if ($wordToComplete -eq '') { $words.Count } else { $words.Count - 1 }
            leeway complete --at $at -- @words 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static Command Create()
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or powershell." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "powershell");
        Command command = new("completion", Description) { shell };
        command.SetAction((result, cancellationToken) => CommandRun.Run(
            result,
            output =>
            {
                output.WriteLine((result.GetRequiredValue(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    _ => PowerShell,
                }).ReplaceLineEndings("\n"));
                return 0;
            },
            cancellationToken));
        return command;
    }
}

using System.CommandLine;

namespace Leeway.Cli.Completion;

/// <summary>The <c>leeway completion</c> command: prints the script by which a shell completes command lines.</summary>
internal static class CompletionCommand
{
    public const string Description = "Print the script that completes command lines in bash, zsh or PowerShell.";

    // Each script passes the words after 'leeway', and the number of the one to complete. The standard input is not that of the shell, whose terminal
    // the tool would set up.
    private const string Bash = """
        # Add to ~/.bashrc: source <(leeway completion bash)
        _leeway() {
            # bash splits words at colons and equals signs, as in jira:issue_updated. They are joined again.
            local -a words=()
            local i found joins=no
            for ((i = 1; i <= COMP_CWORD; i++)); do
                if [[ ${#words[@]} -gt 0 && ( $joins = yes || ${COMP_WORDS[i]} =~ ^[:=]+$ ) ]]; then
                    words[${#words[@]}-1]+=${COMP_WORDS[i]}
                else
                    words+=("${COMP_WORDS[i]}")
                fi
                joins=no
                [[ ${COMP_WORDS[i]} =~ ^[:=]+$ ]] && joins=yes
            done

            # What is before the last colon or equals sign stays as it is.
            local current=${words[${#words[@]}-1]}
            local prefix=${current%"${current##*[:=]}"}
            COMPREPLY=()
            while IFS= read -r found; do
                COMPREPLY+=("$(printf '%q' "${found#"$prefix"}")")
            done < <(leeway complete --at $((${#words[@]} - 1)) -- "${words[@]}" </dev/null 2>/dev/null)
        }
        complete -o default -F _leeway leeway
        """;

    private const string Zsh = """
        #compdef leeway
        # Add to ~/.zshrc, after compinit: source <(leeway completion zsh)
        _leeway() {
            local -a found
            found=("${(@f)$(leeway complete --at $((CURRENT - 2)) -- "${(@)words[2,-1]}" </dev/null 2>/dev/null)}")
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

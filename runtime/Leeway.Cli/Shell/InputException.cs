namespace Leeway.Cli;

/// <summary>A command cannot be carried out, because of its input or of what a server returned. The message is one line that says what to do.</summary>
internal sealed class InputException(string message, int exitCode = ExitCode.Failure) : Exception(message)
{
    /// <summary>The exit code of the command.</summary>
    public int ExitCode { get; } = exitCode;
}

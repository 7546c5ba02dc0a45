using Leeway.Calls;

namespace Leeway.Cli;

/// <summary>What commands use of the machine. Tests replace it.</summary>
internal sealed record ToolEnvironment
{
    /// <summary>This machine.</summary>
    public static ToolEnvironment Machine { get; } = new();

    /// <summary>Opens the standard input as UTF-8.</summary>
    public Func<TextReader> OpenInput { get; init; } = StandardInput.Open;

    /// <summary>Opens the standard input as bytes.</summary>
    public Func<Stream> OpenInputBytes { get; init; } = Console.OpenStandardInput;

    /// <summary>Opens the standard output for bytes.</summary>
    public Func<Stream> OpenOutputBytes { get; init; } = Console.OpenStandardOutput;

    /// <summary>Returns the value of an environment variable; null or empty if it is not set.</summary>
    public Func<string, string?> GetVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Asks for a secret without showing it; null if there is nobody to ask.</summary>
    public Func<string, string?> AskSecret { get; init; } = SecretPrompt.Ask;

    /// <summary>Whether a person reads the output.</summary>
    public bool IsOutputTerminal { get; init; } = !Console.IsOutputRedirected;

    /// <summary>Whether a person reads messages about progress.</summary>
    public bool IsErrorTerminal { get; init; } = !Console.IsErrorRedirected;

    /// <summary>Opens an address in a browser; null for the browser of the user.</summary>
    public Func<Uri, CancellationToken, Task>? OpenBrowser { get; init; }

    /// <summary>Sends the calls instead of the login of a profile; null for the profile.</summary>
    public AtlassianCaller? Caller { get; init; }

    /// <summary>Returns a variable that is set; null if it is empty.</summary>
    public string? FindVariable(string name) => GetVariable(name) is { Length: > 0 } value ? value : null;
}

namespace Leeway.Cli.Tests;

/// <summary>Creates environments that use nothing of the machine.</summary>
internal static class TestEnvironment
{
    /// <summary>A folder that does not exist, so that there are no profiles.</summary>
    private static readonly string s_nowhere = Path.Combine(Path.GetTempPath(), "leeway-tests-without-profiles");

    /// <summary>Creates an environment with an empty standard input, nobody at the terminal, and no variables but these.</summary>
    public static ToolEnvironment Create(IReadOnlyDictionary<string, string>? variables = null) => new()
    {
        OpenInput = static () => new StringReader(""),
        OpenInputBytes = static () => new MemoryStream(),
        OpenOutputBytes = static () => throw new InvalidOperationException("The test expects no bytes."),
        GetVariable = name => variables?.GetValueOrDefault(name) ?? (name == "LEEWAY_HOME" ? s_nowhere : null),
        AskSecret = static _ => null,
        IsOutputTerminal = false,
        IsErrorTerminal = false,
        OpenBrowser = static (_, _) => throw new InvalidOperationException("The test expects no browser."),
    };
}

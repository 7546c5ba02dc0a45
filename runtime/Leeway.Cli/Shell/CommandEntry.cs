using System.CommandLine;

namespace Leeway.Cli;

/// <summary>A command of a tool. Its options are created only when it is used.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Create">Creates the command.</param>
internal sealed record CommandEntry(string Name, string Description, Func<Command> Create)
{
    /// <summary>Whether help and completion leave it out.</summary>
    public bool IsHidden { get; init; }
}

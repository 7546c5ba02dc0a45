namespace Leeway.Cli.Queries;

/// <summary>A query breaks the syntax of its language.</summary>
/// <param name="problem">What is wrong, as a sentence without its end.</param>
/// <param name="position">The index of the character where it is wrong.</param>
internal sealed class QuerySyntaxException(string problem, int position) : Exception($"{problem} at character {position + 1}.")
{
    /// <summary>The index of the character where the syntax is wrong.</summary>
    public int Position { get; } = position;
}

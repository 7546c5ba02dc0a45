using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Queries;

/// <summary>
/// The file for <c>build/judge-jql</c>, which checks the queries of a test with Atlassian's own parser: a line for each query. Nothing is written
/// unless the environment variable <c>LEEWAY_JUDGE_FILE</c> names a file.
/// </summary>
internal sealed class JudgeFile : IDisposable
{
    private static readonly string? s_path = Environment.GetEnvironmentVariable("LEEWAY_JUDGE_FILE") is { Length: > 0 } path ? path : null;

    private readonly StreamWriter? _writer = s_path is null
        ? null
        : new StreamWriter(s_path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>Whether queries are written.</summary>
    public static bool IsWanted => s_path is not null;

    /// <summary>Adds a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="clauses">The number of its clauses.</param>
    /// <param name="texts">The fields and values of its clauses, in order.</param>
    public void Add(string query, int clauses, IEnumerable<string> texts) => _writer?.WriteLine(new JsonObject
    {
        ["query"] = query,
        ["clauses"] = clauses,
        ["texts"] = new JsonArray([.. texts.Select(static text => JsonValue.Create(text))]),
    }.ToJsonString());

    public void Dispose() => _writer?.Dispose();
}

namespace Leeway.Simulator.Operations;

/// <summary>An operation of Atlassian's products.</summary>
public sealed class SimulatedOperation
{
    internal SimulatedOperation(string document, string method, string path, string id, IReadOnlyList<string> scopes)
    {
        Document = document;
        Method = method;
        Path = path;
        Id = id;
        Scopes = scopes;
        Segments = path.Split('/')[1..];
    }

    /// <summary>The document that describes the operation, such as <c>jira</c> or <c>confluence-v1</c>.</summary>
    public string Document { get; }

    /// <summary>The operation id in that document, such as <c>getIssue</c>.</summary>
    public string Id { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path after the product or site, such as <c>/rest/api/3/issue/{issueIdOrKey}</c>.</summary>
    public string Path { get; }

    /// <summary>The classic scopes that the operation requires.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>The segments of the path. Those in braces match any value.</summary>
    internal string[] Segments { get; }

    /// <summary>Returns the method, the path and the id.</summary>
    public override string ToString() => $"{Method} {Path} ({Id})";

    internal static bool IsParameter(string segment) => segment.StartsWith('{') && segment.EndsWith('}');

    internal bool Matches(string[] path)
    {
        for (int i = 0; i < Segments.Length; i++)
        {
            if (!IsParameter(Segments[i]) && Segments[i] != path[i])
            {
                return false;
            }
        }

        return true;
    }
}

namespace Leeway.Simulator.Operations;

/// <summary>The operations of the documents of Jira, Confluence, Assets and Bitbucket.</summary>
internal static class OperationCatalog
{
    private const string FileName = "operations.txt";

    private static readonly string[] s_undocumented =
    [
        "confluence-v1\tGET\t/wiki/rest/api/content\tgetContent\tread:confluence-content.all",
        "jira\tPOST\t/rest/webhooks/1.0/webhook\tcreateAdminWebhook",
    ];

    private static readonly Lazy<IReadOnlyList<SimulatedOperation>> s_operations = new(Read);
    private static readonly Lazy<ILookup<(string, int), SimulatedOperation>> s_byShape = new(
        static () => All.ToLookup(static operation => (operation.Method, operation.Segments.Length)));

    private static readonly Lazy<ILookup<(string, string), SimulatedOperation>> s_byId = new(
        static () => All.ToLookup(static operation => (operation.Document, operation.Id)));

    /// <summary>All operations, by document and path.</summary>
    public static IReadOnlyList<SimulatedOperation> All => s_operations.Value;

    /// <summary>Returns the operation of a call; null for an unknown route.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The decoded segments of the path.</param>
    public static SimulatedOperation? Find(string method, string[] path)
    {
        SimulatedOperation? best = null;
        foreach (SimulatedOperation operation in s_byShape.Value[(method, path.Length)])
        {
            if (operation.Matches(path) && (best is null || IsMoreSpecific(operation, best)))
            {
                best = operation;
            }
        }

        return best;
    }

    /// <summary>Returns an operation by its document and id.</summary>
    /// <exception cref="InvalidOperationException">No operation, or more than one, has this id.</exception>
    public static SimulatedOperation Get(string document, string id) => s_byId.Value[(document, id)].Single();

    // A fixed segment is more specific than a parameter, and the first difference decides: "/user/bulk" wins over "/user/{id}".
    private static bool IsMoreSpecific(SimulatedOperation operation, SimulatedOperation other)
    {
        for (int i = 0; i < operation.Segments.Length; i++)
        {
            bool isParameter = SimulatedOperation.IsParameter(operation.Segments[i]);
            if (isParameter != SimulatedOperation.IsParameter(other.Segments[i]))
            {
                return !isParameter;
            }
        }

        return false;
    }

    private static List<SimulatedOperation> Read()
    {
        List<SimulatedOperation> operations = [.. s_undocumented.Select(Parse)];
        using Stream stream = typeof(OperationCatalog).Assembly.GetManifestResourceStream(FileName)
            ?? throw new InvalidOperationException($"The resource '{FileName}' is missing from the assembly.");
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            operations.Add(Parse(line));
        }

        return operations;
    }

    private static SimulatedOperation Parse(string line)
    {
        string[] columns = line.Split('\t');
        return new SimulatedOperation(columns[0], columns[1], columns[2], columns[3], columns.Length > 4 ? columns[4].Split(' ') : []);
    }
}

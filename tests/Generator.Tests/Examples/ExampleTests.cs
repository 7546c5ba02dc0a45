using System.Text.Json;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Checks that Atlassian's examples of responses are read into the generated types and written back unchanged.</summary>
public class ExampleTests
{
    /// <summary>Examples whose top-level value contradicts their schema, or that are not JSON.</summary>
    public static readonly IReadOnlyDictionary<string, string> Contradictions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["getUserEmail"] = "is not JSON",
        ["findAssignableUsers"] = "is an object where the schema is an array",
        ["getUserGroups"] = "is an object where the schema is an array",
    };

    [Theory]
    [InlineData("jira-platform", "jira", 402)]
    [InlineData("jira-software", "jira-software", 20)]
    [InlineData("jira-servicedesk", "jira-service-management", 48)]
    [InlineData("confluence-v1", "confluence-v1", 0)]
    [InlineData("confluence-v2", "confluence", 0)]
    [InlineData("assets", "assets", 32)]
    public void PublishedExamplesShouldBeWrittenBackUnchanged(string published, string document, int withSchema)
    {
        RoundTrips roundTrips = RoundTrips.OfWhole(document);
        var faults = new List<string>();
        int read = 0;
        foreach (PublishedExample example in PublishedExample.Of(published).Where(static e => !Contradictions.ContainsKey(e.OperationId)))
        {
            try
            {
                byte[]? written = roundTrips.Run(FindOperation(roundTrips, example.Operation), example.Text);
                if (written is null)
                {
                    if (example.HasSchema)
                    {
                        faults.Add($"{example.OperationId} {example.Status}: is generated without a value");
                    }

                    continue;
                }

                using JsonDocument before = JsonDocument.Parse(example.Text);
                using JsonDocument after = JsonDocument.Parse(written);
                string[] differences = [.. JsonComparison.Differences(before.RootElement, after.RootElement)];
                faults.AddRange(differences.Select(d => $"{example.OperationId} {example.Status}: {d}"));
                read += differences.Length == 0 && example.HasSchema ? 1 : 0;
            }
            catch (JsonException exception)
            {
                faults.Add($"{example.OperationId} {example.Status}: {exception.Message}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(withSchema, read);
    }

    /// <summary>Finds the operation of a path, to which the address of the server may add a prefix.</summary>
    private static string FindOperation(RoundTrips roundTrips, string operation)
    {
        string[] parts = operation.Split(' ');
        string? route = roundTrips.Operations.Where(o => o.Verb == parts[0] && o.Route.EndsWith(parts[1], StringComparison.Ordinal)).MinBy(static o => o.Route.Length)?.Route;
        return route is null ? operation : parts[0] + " " + route;
    }
}

using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Specs;

/// <summary>Every operation that may write states whether it can be retried, and if not, what a second request would do.</summary>
public sealed class RepetitionTests
{
    private const string UnlessBody = "unless-body:";

    private static readonly HashSet<string> s_writes = ["put", "post", "delete", "patch"];

    public static TheoryData<string> Names => [.. CommittedDocument.Names];

    [Fact]
    public void NoWriteShouldBeMissing() => Assert.Equal(772, CommittedDocument.Names.Sum(static name => Writes(name).Count()));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryWriteShouldStateWhetherItCanBeRetried(string name) => Assert.All(Writes(name), static write =>
    {
        string? repeat = (string?)write.Facts["x-leeway-repeat"];

        Assert.True(repeat is "always" or "never" || repeat?.StartsWith(UnlessBody, StringComparison.Ordinal) == true, $"{write.Key}: '{repeat}' is not a value of x-leeway-repeat");
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryWriteThatIsNotRetriedShouldStateTheEffect(string name) => Assert.All(Writes(name), static write =>
    {
        string? effect = (string?)write.Facts["x-leeway-repeat-effect"];
        bool isAlwaysRetried = (string?)write.Facts["x-leeway-repeat"] == "always";

        Assert.True(isAlwaysRetried ? effect is null : effect?.Split(' ').Length is >= 2 and <= 12, $"{write.Key}: '{effect}'");
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryActionShouldTargetOneOperation(string name)
    {
        JsonObject overlay = StrictJson.ReadObject(Path.Combine(Repository.Specs, "overlays", Path.ChangeExtension(name, ".repeat.json")));
        IEnumerable<string> targets = ((JsonArray)overlay["actions"]!).Select(static action => (string)action!["target"]!);
        IEnumerable<string> operations = Writes(name).Select(static write => $"$.paths['{write.Path}'].{write.Method}");

        Assert.Equal(operations.Order(StringComparer.Ordinal), targets.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OnlyPostsThatAreRetriedShouldBeMarkedAsReading(string name) => Assert.All(
        Operations(name).Where(static operation => operation.Facts["x-leeway-reads"] is not null),
        static operation => Assert.Equal(("post", "always"), (operation.Method, (string?)operation.Facts["x-leeway-repeat"])));

    [Theory]
    [MemberData(nameof(Names))]
    public void TheMemberThatForbidsARetryShouldBeInTheBody(string name)
    {
        JsonObject document = CommittedDocument.Read(name);
        foreach ((string key, _, _, JsonObject facts) in Writes(name))
        {
            if ((string?)facts["x-leeway-repeat"] is { } repeat && repeat.StartsWith(UnlessBody, StringComparison.Ordinal))
            {
                JsonNode? schema = Resolve(document, facts["requestBody"])?["content"]?["application/json"]?["schema"];

                Assert.True(FindProperties(document, schema).Contains(repeat[(UnlessBody.Length + 1)..]), $"{key}: {repeat}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RetryStatementsShouldMatchTheApprovedOnes(string name)
    {
        StringBuilder text = new();
        foreach ((string key, _, _, JsonObject facts) in Writes(name))
        {
            string reads = facts["x-leeway-reads"] is null ? "" : ", reads";
            string effect = (string?)facts["x-leeway-repeat-effect"] is { } words ? ": " + words : "";
            text.Append(key).Append(" (").Append((string?)facts["operationId"]).Append(")\n    ")
                .Append((string?)facts["x-leeway-repeat"]).Append(reads).Append(effect).Append('\n');
        }

        Snapshot.Match(text.ToString(), "Cli.Tests/Specs/Repetition", Path.GetFileNameWithoutExtension(name));
    }

    private static IEnumerable<string> FindProperties(JsonObject document, JsonNode? schema)
    {
        JsonNode? resolved = Resolve(document, schema);
        return (resolved?["properties"] as JsonObject ?? []).Select(static p => p.Key)
            .Concat((resolved?["allOf"] as JsonArray ?? []).SelectMany(part => FindProperties(document, part)));
    }

    private static JsonNode? Resolve(JsonObject document, JsonNode? node) =>
        (string?)node?["$ref"] is { } reference ? reference[2..].Split('/').Aggregate((JsonNode?)document, static (place, step) => place?[step]) : node;

    private static IEnumerable<(string Key, string Path, string Method, JsonObject Facts)> Writes(string name) =>
        Operations(name).Where(static operation => s_writes.Contains(operation.Method));

    private static IEnumerable<(string Key, string Path, string Method, JsonObject Facts)> Operations(string name) =>
        from path in (JsonObject)CommittedDocument.Read(name)["paths"]!
        from member in (JsonObject)path.Value!
        where member.Value is JsonObject
        select ($"{member.Key.ToUpperInvariant()} {path.Key}", path.Key, member.Key, (JsonObject)member.Value);
}

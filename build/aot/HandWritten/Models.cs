using System.Text.Json.Serialization;

namespace HandWritten;

internal sealed record Resource(string Id, string Name);

internal sealed record Named(string Name);

internal sealed record Keyed(string Key);

internal sealed record Node(string Type)
{
    public int? Version { get; init; }

    public string? Text { get; init; }

    public Dictionary<string, int>? Attrs { get; init; }

    public Node[]? Marks { get; init; }

    public Node[]? Content { get; init; }
}

internal sealed record NewFields(Keyed Project, Named Issuetype, string Summary, Node Description);

internal sealed record NewIssue(NewFields Fields);

internal sealed record NewComment(Node Body);

internal sealed record Fields(string? Summary);

internal sealed record Issue(string Key, Fields? Fields);

internal sealed record Attachment(string Id, string Filename);

internal sealed record SearchResults(Issue[] Issues);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Resource[]))]
[JsonSerializable(typeof(NewIssue))]
[JsonSerializable(typeof(NewComment))]
[JsonSerializable(typeof(Issue))]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(SearchResults))]
internal sealed partial class JiraJson : JsonSerializerContext;

using System.Text.Json;
using Leeway.Calls;

namespace Leeway.Cli.Operations;

/// <summary>What the documents and the generator know about an operation.</summary>
internal sealed record OperationFacts
{
    public required OperationEntry Entry { get; init; }

    /// <summary>The descriptor that the generated client uses.</summary>
    public required OperationDescriptor Descriptor { get; init; }

    /// <summary>The route: constant parts, which are encoded already, at even places, and the names of parameters at odd ones.</summary>
    public required IReadOnlyList<string> Pieces { get; init; }

    /// <summary>The constant headers.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required ResponseKind Response { get; init; }

    /// <summary>The parameters in the order of the method, with the body.</summary>
    public required IReadOnlyList<ParameterFacts> Parameters { get; init; }

    /// <summary>How all pages are read; null if the operation has no pages.</summary>
    public required PageRules? Pages { get; init; }

    /// <summary>A line of C# that calls the operation.</summary>
    public required string Line { get; init; }

    /// <summary>The head of a C# loop over all pages; null if the operation has no pages.</summary>
    public string? Enumeration { get; init; }

    /// <summary>The page of the operation in Atlassian's reference, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>What replaces a deprecated operation, or null.</summary>
    public string? Successor { get; init; }

    /// <summary>The effect of a second request, or null.</summary>
    public string? RepeatEffect { get; init; }

    /// <summary>The maximum number of items of a response whose further pages cannot be read: a number or a parameter; null if there is none.</summary>
    public string? MaxItems { get; init; }

    /// <summary>The operation that returns all items, or null.</summary>
    public string? AllItems { get; init; }

    /// <summary>The body, or null.</summary>
    public ParameterFacts? Body => Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Body);

    /// <summary>The parameters that are arguments of the command, which the body is not.</summary>
    public IEnumerable<ParameterFacts> Arguments => Parameters.Where(static p => p.Place != ParameterPlace.Body);

    public static OperationFacts Read(OperationEntry entry, JsonElement json) => new()
    {
        Entry = entry,
        Descriptor = ReadDescriptor(entry, json),
        Pieces = [.. json.GetProperty("pieces").EnumerateArray().Select(static p => p.GetString()!)],
        Headers = json.TryGetProperty("headers", out JsonElement headers) ? headers.EnumerateObject().ToDictionary(static h => h.Name, static h => h.Value.GetString()!) : [],
        Response = Enum.Parse<ResponseKind>(json.GetProperty("response").GetString()!),
        Parameters = [.. json.GetProperty("parameters").EnumerateArray().Select(ParameterFacts.Read)],
        Pages = json.TryGetProperty("pages", out JsonElement pages) ? PageRules.Read(pages) : null,
        Line = json.GetProperty("line").GetString()!,
        Enumeration = json.FindText("enumeration"),
        Reference = json.FindText("reference"),
        Successor = json.FindText("successor"),
        RepeatEffect = json.FindText("repeatEffect"),
        MaxItems = json.FindText("maxItems"),
        AllItems = json.FindText("allItems"),
    };

    private static OperationDescriptor ReadDescriptor(OperationEntry entry, JsonElement json) => new(
        entry.Id,
        HttpMethod.Parse(entry.Verb),
        entry.Route,
        json.FindText("gateway") ?? "",
        json.FindText("product") ?? "",
        [.. json.GetProperty("statuses").EnumerateArray().Select(static s => s.GetInt32())],
        json.FindText("classicScopes") ?? "",
        json.FindText("granularScopes") ?? "",
        json.FindText("marks") is { } marks ? Enum.Parse<OperationMarks>(marks) : OperationMarks.None,
        json.FindText("paging") is { } paging ? Enum.Parse<PagingStyle>(paging) : PagingStyle.None,
        json.FindText("repeat") switch
        {
            null => null,
            "always" => RepeatRule.Always,
            "never" => RepeatRule.Never,
            { } member => RepeatRule.UnlessBody(member),
        },
        json.FindText("server") is { } server ? new ServerAddress(server) : null);
}

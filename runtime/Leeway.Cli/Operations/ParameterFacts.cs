using System.Text.Json;

namespace Leeway.Cli.Operations;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">The name in the request.</param>
/// <param name="Place">The place in the request.</param>
/// <param name="Kind">How a value, or an item of a list, is written.</param>
internal sealed record ParameterFacts(string Name, ParameterPlace Place, ValueKind Kind)
{
    /// <summary>Whether the argument is a list.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether a list is sent as one value with commas.</summary>
    public bool IsJoined { get; init; }

    public bool IsRequired { get; init; }

    public bool IsDeprecated { get; init; }

    /// <summary>The content type of a body that is JSON or text; otherwise null.</summary>
    public string? MediaType { get; init; }

    /// <summary>The default of the server, or null.</summary>
    public string? Default { get; init; }

    /// <summary><c>JQL</c> or <c>CQL</c>, if the value is a query; otherwise null.</summary>
    public string? Query { get; init; }

    /// <summary>The C# type of a body; otherwise null.</summary>
    public string? Model { get; init; }

    /// <summary>The values that the document lists.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What the parameter means, or null.</summary>
    public string? Summary { get; init; }

    /// <summary>The name of the option on the command line.</summary>
    public string Option => Place == ParameterPlace.Body ? "--body" : "--" + Name;

    public static ParameterFacts Read(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        Enum.Parse<ParameterPlace>(json.GetProperty("place").GetString()!),
        Enum.Parse<ValueKind>(json.GetProperty("type").GetString()!))
    {
        IsList = json.TryGetProperty("list", out JsonElement list),
        IsJoined = list.ValueKind == JsonValueKind.String && list.GetString() == "Comma",
        IsRequired = json.HasFlag("required"),
        IsDeprecated = json.HasFlag("deprecated"),
        MediaType = json.FindText("mediaType"),
        Default = json.FindText("default"),
        Query = json.FindText("query"),
        Model = json.FindText("model"),
        Values = json.TryGetProperty("values", out JsonElement values) ? [.. values.EnumerateArray().Select(static v => v.GetString()!)] : [],
        Summary = json.FindText("summary"),
    };
}

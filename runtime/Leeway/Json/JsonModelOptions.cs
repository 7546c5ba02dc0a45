namespace Leeway.Json;

/// <summary>How JSON is read into generated types.</summary>
public sealed class JsonModelOptions
{
    /// <summary>Reads whatever is well-formed: what a document gets wrong loses no answer.</summary>
    public static JsonModelOptions Default { get; } = new();

    /// <summary>Refuses every departure from the document: for tests that look for drift.</summary>
    public static JsonModelOptions Strict { get; } = new() { Refused = JsonDrifts.All };

    /// <summary>The departures from the document that are errors.</summary>
    /// <value>The default value is <see cref="JsonDrifts.None"/>.</value>
    public JsonDrifts Refused { get; init; }
}

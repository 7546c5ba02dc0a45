namespace Leeway.Json;

/// <summary>Options for reading JSON into generated types.</summary>
public sealed class JsonModelOptions
{
    /// <summary>Reads all well-formed JSON: an error in a document does not make a response unreadable.</summary>
    public static JsonModelOptions Default { get; } = new();

    /// <summary>Refuses every difference from the document, for tests that detect drift.</summary>
    public static JsonModelOptions Strict { get; } = new() { Refused = JsonDrifts.All };

    /// <summary>The differences from the document that are errors.</summary>
    /// <value>The default value is <see cref="JsonDrifts.None"/>.</value>
    public JsonDrifts Refused { get; init; }
}

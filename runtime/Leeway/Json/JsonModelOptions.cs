namespace Leeway.Json;

/// <summary>How JSON is read into generated types.</summary>
public sealed class JsonModelOptions
{
    /// <summary>What is used where no options are given.</summary>
    public static JsonModelOptions Default { get; } = new();

    /// <summary>Whether an answer that departs from its document is an error.</summary>
    /// <value>The default value is false.</value>
    public bool Strict { get; init; }
}

namespace Leeway.Json;

/// <summary>The member names of a model.</summary>
public sealed class JsonNames
{
    /// <summary>Takes the names as JSON strings without their quotes, each ended by a line feed.</summary>
    public JsonNames(ReadOnlySpan<byte> names) => _ = names;
}

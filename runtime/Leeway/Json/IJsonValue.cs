namespace Leeway.Json;

/// <summary>A value that writes itself as JSON.</summary>
public interface IJsonValue
{
    /// <summary>Writes this value where the writer stands.</summary>
    /// <param name="writer">Takes the JSON.</param>
    void Write(ref JsonModelWriter writer);
}

/// <summary>A type that reads itself from JSON: a model, an open enum, alternatives or raw JSON.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IJsonValue<TSelf> : IJsonValue
    where TSelf : IJsonValue<TSelf>
{
    /// <summary>Reads the value whose first token the reader stands on and leaves the reader on its last token.</summary>
    /// <param name="reader">Stands on the first token of the value.</param>
    /// <returns>The value; the type's default where the JSON is null or has another shape, which the reader then knows.</returns>
    static abstract TSelf? Read(ref JsonModelReader reader);
}

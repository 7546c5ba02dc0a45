using System.ComponentModel;
using Leeway.Generated;

namespace Leeway.Json;

/// <summary>A value that can write itself as JSON.</summary>
public interface IJsonValue
{
    /// <summary>Writes this value at the current position.</summary>
    /// <param name="writer">The writer.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void Write(ref JsonModelWriter writer);
}

/// <summary>A type that can read itself from JSON: a model, an open enum, a union or raw JSON.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IJsonValue<TSelf> : IJsonValue
    where TSelf : IJsonValue<TSelf>
{
    /// <summary>Reads the value that starts at the current token, and leaves the reader on its last token.</summary>
    /// <param name="reader">The reader, on the first token of the value.</param>
    /// <returns>The value; the default of the type if the JSON is null or has another shape, which the reader then records.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf? Read(ref JsonModelReader reader);
}

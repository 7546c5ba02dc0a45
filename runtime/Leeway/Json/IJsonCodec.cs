namespace Leeway.Json;

/// <summary>Reads and writes values of a type that knows nothing of JSON, such as a string or a list.</summary>
/// <remarks>Codecs are empty structs: naming one as a type argument lets the compiler bind its methods directly.</remarks>
/// <typeparam name="T">The values' type.</typeparam>
public interface IJsonCodec<T>
{
    /// <summary>Whether JSON's null is one of the values, so that collections hold it. By default it is not.</summary>
    static virtual bool TakesNull => false;

    /// <summary>Reads the value whose first token the reader stands on and leaves the reader on its last token.</summary>
    /// <param name="reader">Stands on the first token of the value.</param>
    /// <returns>The value; the type's default where the JSON has another shape, which the reader then knows.</returns>
    static abstract T? Read(ref JsonModelReader reader);

    /// <summary>Writes a value where the writer stands.</summary>
    /// <param name="writer">Takes the JSON.</param>
    /// <param name="value">The value; null is written as JSON's null.</param>
    static abstract void Write(ref JsonModelWriter writer, T? value);
}

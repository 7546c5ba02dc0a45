using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>Reads and writes values of a type that does not know JSON, such as a string or a list.</summary>
/// <remarks>Codecs are empty structs. As type arguments, they let the compiler bind their methods directly.</remarks>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJsonCodec<T>
{
    /// <summary>Whether JSON null is a valid value, so that collections can contain it. By default it is not.</summary>
    static virtual bool TakesNull => false;

    /// <summary>Reads the value that starts at the current token, and leaves the reader on its last token.</summary>
    /// <param name="reader">The reader, on the first token of the value.</param>
    /// <returns>The value; the default of the type if the JSON has another shape, which the reader then records.</returns>
    static abstract T? Read(ref JsonModelReader reader);

    /// <summary>Writes a value at the current position.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value; null is written as JSON null.</param>
    static abstract void Write(ref JsonModelWriter writer, T? value);
}

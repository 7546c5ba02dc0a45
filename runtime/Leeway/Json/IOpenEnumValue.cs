namespace Leeway.Json;

/// <summary>A string of which some values are known, and any other is kept as it is.</summary>
/// <remarks>Formattable, so that it goes where scalars go, such as into the query of a request.</remarks>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IOpenEnumValue<TSelf> : IJsonValue<TSelf>, IEquatable<TSelf>, ISpanFormattable
    where TSelf : struct, IOpenEnumValue<TSelf>
{
    /// <summary>The value on the wire; empty where there is none.</summary>
    string Value { get; }

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Value;

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bool fits = Value.AsSpan().TryCopyTo(destination);
        charsWritten = fits ? Value.Length : 0;
        return fits;
    }
}

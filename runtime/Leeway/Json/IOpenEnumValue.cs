using System.ComponentModel;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>A string with known values. Other values are kept.</summary>
/// <remarks>It is formattable, so that it can be used as a scalar, for example in the query of a request.</remarks>
/// <typeparam name="TSelf">The type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOpenEnumValue<TSelf> : IJsonValue<TSelf>, IEquatable<TSelf>, ISpanFormattable
    where TSelf : struct, IOpenEnumValue<TSelf>
{
    /// <summary>The value in the JSON; empty for the default of the type.</summary>
    string Value { get; }

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Value;

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bool fits = Value.AsSpan().TryCopyTo(destination);
        charsWritten = fits ? Value.Length : 0;
        return fits;
    }
}

namespace Leeway.Runtime.Tests.Queries;

/// <summary>A value with a text of its own, as generated enums are.</summary>
internal readonly record struct Priority(string Value) : ISpanFormattable
{
    public override string ToString() => Value;

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Value;

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bool fits = Value.TryCopyTo(destination);
        charsWritten = fits ? Value.Length : 0;
        return fits;
    }
}

namespace Leeway.Queries;

/// <summary>
/// The text to search for with <c>~</c> in a CQL query. Create it with <see cref="Cql.Contains"/>, <see cref="Cql.ContainsPhrase"/> or
/// <see cref="Cql.Matches"/>.
/// </summary>
public readonly struct CqlText : IEquatable<CqlText>
{
    internal CqlText(string text)
    {
        Text = text;
    }

    /// <summary>The text in the language of text searches, without the quotation marks of CQL; null for the default.</summary>
    internal string? Text { get; }

    /// <inheritdoc/>
    public bool Equals(CqlText other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CqlText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Returns the text in the language of text searches.</summary>
    public override string ToString() => Text ?? "";

    /// <summary>Whether two texts are the same search.</summary>
    public static bool operator ==(CqlText left, CqlText right) => left.Equals(right);

    /// <summary>Whether two texts are not the same search.</summary>
    public static bool operator !=(CqlText left, CqlText right) => !left.Equals(right);
}

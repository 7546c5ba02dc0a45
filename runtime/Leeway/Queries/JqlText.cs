namespace Leeway.Queries;

/// <summary>
/// The text to search for with <c>~</c> in a JQL query. Create it with <see cref="Jql.Contains"/>, <see cref="Jql.ContainsPhrase"/> or
/// <see cref="Jql.Matches"/>.
/// </summary>
public readonly struct JqlText : IEquatable<JqlText>
{
    internal JqlText(string text)
    {
        Text = text;
    }

    /// <summary>The text in the language of text searches, without the quotation marks of JQL; null for the default.</summary>
    internal string? Text { get; }

    /// <inheritdoc/>
    public bool Equals(JqlText other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JqlText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Returns the text in the language of text searches.</summary>
    public override string ToString() => Text ?? "";

    /// <summary>Whether two texts are the same search.</summary>
    public static bool operator ==(JqlText left, JqlText right) => left.Equals(right);

    /// <summary>Whether two texts are not the same search.</summary>
    public static bool operator !=(JqlText left, JqlText right) => !left.Equals(right);
}

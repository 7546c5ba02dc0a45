namespace Leeway.Queries;

/// <summary>The name of a field in a JQL query. Create it with <see cref="Jql.Field"/> or <see cref="Jql.CustomField"/>.</summary>
public readonly struct JqlField : IEquatable<JqlField>
{
    internal JqlField(string text)
    {
        Text = text;
    }

    /// <summary>The field as it is written in a query; null for the default.</summary>
    internal string? Text { get; }

    /// <inheritdoc/>
    public bool Equals(JqlField other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JqlField other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Returns the field as it is written in a query.</summary>
    public override string ToString() => Text ?? "";

    /// <summary>Whether two fields are written in the same way.</summary>
    public static bool operator ==(JqlField left, JqlField right) => left.Equals(right);

    /// <summary>Whether two fields are not written in the same way.</summary>
    public static bool operator !=(JqlField left, JqlField right) => !left.Equals(right);
}

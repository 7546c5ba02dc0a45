using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Leeway.Grants;

/// <summary>
/// A secret that is never printed. Each kind of secret is a type of its own, and two kinds cannot be compared or used in place of each
/// other.
/// </summary>
/// <typeparam name="TSelf">The kind of secret.</typeparam>
[DebuggerDisplay("(not shown)")]
public abstract class Secret<TSelf> : IEquatable<TSelf>
    where TSelf : Secret<TSelf>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    private protected Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Returns whether two secrets are equal.</summary>
    public static bool operator ==(Secret<TSelf>? left, Secret<TSelf>? right) => left is null ? right is null : left.HasValueOf(right);

    /// <summary>Returns whether two secrets differ.</summary>
    public static bool operator !=(Secret<TSelf>? left, Secret<TSelf>? right) => !(left == right);

    /// <summary>Returns the secret, to send it or to store it encrypted. Do not log it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] TSelf? other) => HasValueOf(other);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => HasValueOf(obj as Secret<TSelf>);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns a description without the secret.</summary>
    public abstract override string ToString();

    private bool HasValueOf(Secret<TSelf>? other) =>
        ReferenceEquals(this, other) || (other is not null && string.Equals(_value, other._value, StringComparison.Ordinal));
}

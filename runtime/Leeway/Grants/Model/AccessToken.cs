using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Leeway.Grants;

/// <summary>An access token: a secret that calls are made with, for an hour at most. Nothing prints it.</summary>
[DebuggerDisplay("access token (not shown)")]
public sealed class AccessToken : IEquatable<AccessToken>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a token.</summary>
    /// <param name="value">The token as received. It is opaque; its length varies.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty.</exception>
    public AccessToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Whether two tokens are the same.</summary>
    public static bool operator ==(AccessToken? left, AccessToken? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two tokens differ.</summary>
    public static bool operator !=(AccessToken? left, AccessToken? right) => !(left == right);

    /// <summary>The secret itself, for a request or for storing it protected; never for a log.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] AccessToken? other) =>
        ReferenceEquals(this, other) || (other is not null && string.Equals(_value, other._value, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as AccessToken);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Says what it is, not its value.</summary>
    public override string ToString() => "access token (not shown)";
}

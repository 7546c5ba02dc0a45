using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Leeway.Grants;

/// <summary>A refresh token: a secret that is spent once for the next pair of tokens. It is never printed.</summary>
[DebuggerDisplay("refresh token (not shown)")]
public sealed class RefreshToken : IEquatable<RefreshToken>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Initializes a token.</summary>
    /// <param name="value">The token as received. It is opaque, and its length varies.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty.</exception>
    public RefreshToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Returns whether two tokens are equal.</summary>
    public static bool operator ==(RefreshToken? left, RefreshToken? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Returns whether two tokens differ.</summary>
    public static bool operator !=(RefreshToken? left, RefreshToken? right) => !(left == right);

    /// <summary>Returns the secret, to send it or to store it encrypted. Do not log it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] RefreshToken? other) =>
        ReferenceEquals(this, other) || (other is not null && string.Equals(_value, other._value, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as RefreshToken);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns a description without the secret.</summary>
    public override string ToString() => "refresh token (not shown)";
}

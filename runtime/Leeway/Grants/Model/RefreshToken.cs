using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Leeway.Grants;

/// <summary>A refresh token: a secret that is spent, once, for the next pair of tokens. Nothing prints it.</summary>
[DebuggerDisplay("refresh token (not shown)")]
public sealed class RefreshToken : IEquatable<RefreshToken>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a token.</summary>
    /// <param name="value">The token as received. It is opaque; its length varies.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty.</exception>
    public RefreshToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Whether two tokens are the same.</summary>
    public static bool operator ==(RefreshToken? left, RefreshToken? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two tokens differ.</summary>
    public static bool operator !=(RefreshToken? left, RefreshToken? right) => !(left == right);

    /// <summary>The secret itself, for a request or for storing it protected; never for a log.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] RefreshToken? other) =>
        ReferenceEquals(this, other) || (other is not null && string.Equals(_value, other._value, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as RefreshToken);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Says what it is, not its value.</summary>
    public override string ToString() => "refresh token (not shown)";
}

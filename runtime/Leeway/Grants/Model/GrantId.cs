using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Leeway.Grants;

/// <summary>
/// Identifies a grant: the permission that one Atlassian account gives one app. The application chooses the id, for example the key of its
/// own user. Use one id for each combination of client id and Atlassian account: consents of the same account to the same client id may
/// affect each other.
/// </summary>
[DebuggerDisplay("{Value,nq}")]
public readonly struct GrantId : IEquatable<GrantId>
{
    /// <summary>The maximum length of an id that every store accepts, in UTF-16 code units.</summary>
    public const int MaxLength = 256;

    private readonly string? _value;

    /// <summary>Initializes an id.</summary>
    /// <param name="value">
    /// The id, of 1 to <see cref="MaxLength"/> characters. It must not be secret, because it appears in logs and errors.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty or too long.</exception>
    public GrantId(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (value.Length > MaxLength)
        {
            throw new ArgumentException($"A grant id can have at most {MaxLength} characters; this one has {value.Length}.", nameof(value));
        }

        _value = value;
    }

    /// <summary>The id for an application that has only one grant.</summary>
    public static GrantId Default => new("default");

    /// <summary>The text of the id; empty only for <see langword="default"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns whether two ids are equal, by ordinal comparison.</summary>
    public static bool operator ==(GrantId left, GrantId right) => left.Equals(right);

    /// <summary>Returns whether two ids differ, by ordinal comparison.</summary>
    public static bool operator !=(GrantId left, GrantId right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(GrantId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is GrantId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the text of the id.</summary>
    public override string ToString() => Value;
}

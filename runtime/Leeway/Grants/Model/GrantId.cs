using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Leeway.Grants;

/// <summary>
/// Names one grant: what one Atlassian account has allowed one app. The application chooses it, such as the key of its own
/// user, and keeps one for each pair of client id and Atlassian account: two grants for one pair would share a token family
/// without knowing of each other.
/// </summary>
[DebuggerDisplay("{Value,nq}")]
public readonly struct GrantId : IEquatable<GrantId>
{
    /// <summary>The longest id that every store takes, in UTF-16 characters.</summary>
    public const int MaximumLength = 256;

    private readonly string? _value;

    /// <summary>Makes an id.</summary>
    /// <param name="value">Not empty and at most <see cref="MaximumLength"/> characters. No secret: it appears in logs and errors.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty or too long.</exception>
    public GrantId(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (value.Length > MaximumLength)
        {
            throw new ArgumentException($"A grant id has at most {MaximumLength} characters; this one has {value.Length}.", nameof(value));
        }

        _value = value;
    }

    /// <summary>The grant of an application that has just one.</summary>
    public static GrantId Default => new("default");

    /// <summary>The id as given; empty only for <see langword="default"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether two ids are the same, by ordinal comparison.</summary>
    public static bool operator ==(GrantId left, GrantId right) => left.Equals(right);

    /// <summary>Whether two ids differ, by ordinal comparison.</summary>
    public static bool operator !=(GrantId left, GrantId right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(GrantId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is GrantId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The id as given.</summary>
    public override string ToString() => Value;
}

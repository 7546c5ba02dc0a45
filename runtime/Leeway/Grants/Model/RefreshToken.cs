namespace Leeway.Grants;

/// <summary>A refresh token: a secret that is spent once for the next pair of tokens. It is never printed.</summary>
public sealed class RefreshToken : Secret<RefreshToken>
{
    /// <summary>Initializes a token.</summary>
    /// <param name="value">The token as received. It is opaque, and its length varies.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty.</exception>
    public RefreshToken(string value)
        : base(value)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "refresh token (not shown)";
}

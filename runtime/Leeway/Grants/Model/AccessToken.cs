namespace Leeway.Grants;

/// <summary>An access token: a secret that authorizes calls, usually for one hour. It is never printed.</summary>
public sealed class AccessToken : Secret<AccessToken>
{
    /// <summary>Initializes a token.</summary>
    /// <param name="value">The token as received. It is opaque, and its length varies.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty.</exception>
    public AccessToken(string value)
        : base(value)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "access token (not shown)";
}

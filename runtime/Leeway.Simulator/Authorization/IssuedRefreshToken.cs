namespace Leeway.Simulator.Authorization;

/// <summary>A refresh token of a family.</summary>
public sealed class IssuedRefreshToken
{
    private readonly AuthorizationServerOptions _options;
    private readonly List<IssuedRefreshToken> _children = [];

    internal IssuedRefreshToken(
        AuthorizationServerOptions options,
        TokenFamily family,
        IssuedRefreshToken? parent,
        string value,
        DateTimeOffset issuedAt)
    {
        _options = options;
        Family = family;
        Parent = parent;
        Generation = parent is null ? 0 : parent.Generation + 1;
        Value = value;
        IssuedAt = issuedAt;
        UsedAt = issuedAt;
        parent?._children.Add(this);
    }

    /// <summary>The family of the token.</summary>
    public TokenFamily Family { get; }

    /// <summary>The token that was exchanged for this one; <see langword="null"/> for the first token of a family.</summary>
    public IssuedRefreshToken? Parent { get; }

    /// <summary>The number of rotations since the authorization code. Siblings have the same generation.</summary>
    public int Generation { get; }

    /// <summary>The value that the client sends.</summary>
    public string Value { get; }

    /// <summary>The time when the token was issued.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>The time when the token was first exchanged.</summary>
    public DateTimeOffset? ExchangedAt { get; internal set; }

    /// <summary>The time when the leeway started: the first exchange of the token, or of a sibling that replaced it.</summary>
    public DateTimeOffset? GracedSince { get; internal set; }

    /// <summary>Whether the token looks valid but is not (<see cref="SiblingPolicy.FirstWins"/>).</summary>
    public bool IsDecoy { get; internal init; }

    /// <summary>The tokens that this one was exchanged for, in order.</summary>
    public IReadOnlyList<IssuedRefreshToken> Children => _children;

    /// <summary>The access token of the same response.</summary>
    public IssuedAccessToken? Companion { get; internal set; }

    /// <summary>The time when the token was issued, or last used without being replaced.</summary>
    internal DateTimeOffset UsedAt { get; set; }

    /// <summary>Returns the state of the token.</summary>
    /// <param name="now">The time at which to evaluate the state.</param>
    public RefreshTokenState StateAt(DateTimeOffset now)
    {
        if (Family.EndedAt is not null || Family.Grant.WithdrawnAt is not null)
        {
            return RefreshTokenState.Revoked;
        }

        if (GracedSince is { } since)
        {
            return now < since + _options.Leeway ? RefreshTokenState.Graced : RefreshTokenState.Retired;
        }

        return now - UsedAt > _options.InactivityLimit ? RefreshTokenState.Expired : RefreshTokenState.Current;
    }

    internal bool HasExchangedChild()
    {
        foreach (IssuedRefreshToken child in _children)
        {
            if (child.ExchangedAt is not null)
            {
                return true;
            }
        }

        return false;
    }
}

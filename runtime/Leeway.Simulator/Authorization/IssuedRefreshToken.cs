namespace Leeway.Simulator.Authorization;

/// <summary>One refresh token of a family.</summary>
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

    /// <summary>Its family.</summary>
    public TokenFamily Family { get; }

    /// <summary>The token it was exchanged for; <see langword="null"/> for the first.</summary>
    public IssuedRefreshToken? Parent { get; }

    /// <summary>How many rotations lie between it and the code. Siblings share one.</summary>
    public int Generation { get; }

    /// <summary>What the client holds.</summary>
    public string Value { get; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>When it was first exchanged.</summary>
    public DateTimeOffset? ExchangedAt { get; internal set; }

    /// <summary>Since when it is in grace: from its first exchange, or from the moment a sibling took its place.</summary>
    public DateTimeOffset? GracedSince { get; internal set; }

    /// <summary>Whether it is an answer that looks good and is not (<see cref="SiblingPolicy.FirstWins"/>).</summary>
    public bool IsDecoy { get; internal init; }

    /// <summary>The tokens it was exchanged for, in order.</summary>
    public IReadOnlyList<IssuedRefreshToken> Children => _children;

    /// <summary>The access token of the same answer.</summary>
    public IssuedAccessToken? Companion { get; internal set; }

    /// <summary>When it was issued, or last answered without a successor.</summary>
    internal DateTimeOffset UsedAt { get; set; }

    /// <summary>Where it stands.</summary>
    /// <param name="now">The moment asked for.</param>
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

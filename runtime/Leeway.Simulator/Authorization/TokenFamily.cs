namespace Leeway.Simulator.Authorization;

/// <summary>All tokens that descend from one authorization code.</summary>
public sealed class TokenFamily
{
    private readonly List<IssuedRefreshToken> _refreshTokens = [];

    internal TokenFamily(int number, AppGrant grant, DateTimeOffset startedAt)
    {
        Number = number;
        Grant = grant;
        StartedAt = startedAt;
    }

    /// <summary>Its number, from 1, in the order of their beginning.</summary>
    public int Number { get; }

    /// <summary>The grant it belongs to.</summary>
    public AppGrant Grant { get; }

    /// <summary>When its code was exchanged.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When it was revoked; <see langword="null"/> while it lives.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>Why it was revoked.</summary>
    public FamilyEnd? End { get; internal set; }

    /// <summary>Every refresh token issued to it, in order.</summary>
    public IReadOnlyList<IssuedRefreshToken> RefreshTokens => _refreshTokens;

    /// <summary>Whether some token of it can still be exchanged.</summary>
    /// <param name="now">The moment asked for.</param>
    public bool IsAlive(DateTimeOffset now)
    {
        foreach (IssuedRefreshToken token in _refreshTokens)
        {
            if (token.StateAt(now) is RefreshTokenState.Current or RefreshTokenState.Graced)
            {
                return true;
            }
        }

        return false;
    }

    internal void Add(IssuedRefreshToken token) => _refreshTokens.Add(token);
}

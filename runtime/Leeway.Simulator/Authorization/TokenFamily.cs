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

    /// <summary>The number of the family, starting at 1, in the order in which families started.</summary>
    public int Number { get; }

    /// <summary>The grant that the family belongs to.</summary>
    public AppGrant Grant { get; }

    /// <summary>The time when the authorization code was exchanged.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The time when the family was revoked; <see langword="null"/> if it was not.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>Why the family was revoked.</summary>
    public FamilyEnd? End { get; internal set; }

    /// <summary>The refresh tokens of the family, in order.</summary>
    public IReadOnlyList<IssuedRefreshToken> RefreshTokens => _refreshTokens;

    /// <summary>Whether a token of the family can still be exchanged.</summary>
    /// <param name="now">The time at which to evaluate the family.</param>
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

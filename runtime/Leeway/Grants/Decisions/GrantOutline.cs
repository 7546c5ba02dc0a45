namespace Leeway.Grants;

/// <summary>A stored grant without its tokens: what operators need, readable without the key.</summary>
public sealed record GrantOutline
{
    /// <summary>The id that the application chose.</summary>
    public required GrantId Id { get; init; }

    /// <summary><see cref="Grant.Version"/>.</summary>
    public required long Version { get; init; }

    /// <summary><see cref="Grant.Family"/>.</summary>
    public required string Family { get; init; }

    /// <summary><see cref="Grant.Generation"/>.</summary>
    public int Generation { get; init; }

    /// <summary><see cref="Grant.Turn"/>.</summary>
    public int Turn { get; init; }

    /// <summary>Whether there is a refresh token.</summary>
    public required bool IsRenewable { get; init; }

    /// <summary><see cref="Grant.AccessTokenExpiresAt"/>.</summary>
    public required DateTimeOffset AccessTokenExpiresAt { get; init; }

    /// <summary><see cref="Grant.Scopes"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary><see cref="Grant.FamilyStartedAt"/>.</summary>
    public required DateTimeOffset FamilyStartedAt { get; init; }

    /// <summary><see cref="Grant.RotatedAt"/>.</summary>
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary><see cref="Grant.UnsettledSince"/>.</summary>
    public DateTimeOffset? UnsettledSince { get; init; }

    /// <summary><see cref="Grant.PendingSpend"/>.</summary>
    public PendingSpend? PendingSpend { get; init; }

    /// <summary><see cref="Grant.Loss"/>.</summary>
    public GrantLoss? Loss { get; init; }

    /// <summary>Since when work is open that a process has to finish.</summary>
    internal DateTimeOffset? OpenSince => PendingSpend?.StartedAt ?? UnsettledSince;

    /// <summary>Creates the outline of a grant.</summary>
    /// <param name="grant">The grant.</param>
    public static GrantOutline Of(Grant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return new GrantOutline
        {
            Id = grant.Id,
            Version = grant.Version,
            Family = grant.Family,
            Generation = grant.Generation,
            Turn = grant.Turn,
            IsRenewable = grant.RefreshToken is not null,
            AccessTokenExpiresAt = grant.AccessTokenExpiresAt,
            Scopes = grant.Scopes,
            FamilyStartedAt = grant.FamilyStartedAt,
            RotatedAt = grant.RotatedAt,
            UnsettledSince = grant.UnsettledSince,
            PendingSpend = grant.PendingSpend,
            Loss = grant.Loss,
        };
    }

    /// <summary>
    /// Assesses the health of the grant from what is stored. <see cref="GrantKeeper.GetHealthAsync"/> also considers what happened in its
    /// process.
    /// </summary>
    /// <param name="now">The wall clock.</param>
    /// <param name="options">The limits. The default is the limits that Atlassian documents.</param>
    public GrantHealth Assess(DateTimeOffset now, GrantOptions? options = null) =>
        HealthAssessment.Assess(Id, this, isUnstored: false, failure: null, askedScopes: [], now, options ?? new GrantOptions());
}

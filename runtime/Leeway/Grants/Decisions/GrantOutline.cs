using System.Diagnostics.CodeAnalysis;

namespace Leeway.Grants;

/// <summary>A stored grant without its tokens: what operators need, readable without the key.</summary>
public sealed record GrantOutline : GrantMetadata
{
    /// <summary>Initializes an outline whose members are set by an initializer.</summary>
    public GrantOutline()
    {
    }

    [SetsRequiredMembers]
    private GrantOutline(Grant grant)
        : base(grant)
    {
        IsRenewable = grant.HasRefreshToken;
    }

    /// <summary>Whether there is a refresh token.</summary>
    public required bool IsRenewable { get; init; }

    /// <inheritdoc/>
    internal override bool HasRefreshToken => IsRenewable;

    /// <summary>Creates the outline of a grant.</summary>
    /// <param name="grant">The grant.</param>
    public static GrantOutline Of(Grant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return new GrantOutline(grant);
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

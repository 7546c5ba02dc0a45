using System.Diagnostics.CodeAnalysis;

namespace Leeway.Grants;

/// <summary>
/// A stored token family: the permission that one Atlassian account gives one app, for all sites and products. It is read and
/// written as a whole and never changed in place.
/// </summary>
public sealed record Grant : GrantMetadata
{
    /// <summary>Initializes a grant whose members are set by an initializer.</summary>
    public Grant()
    {
    }

    [SetsRequiredMembers]
    internal Grant(GrantMetadata metadata, AccessToken accessToken, RefreshToken? refreshToken)
        : base(metadata)
    {
        AccessToken = accessToken;
        RefreshToken = refreshToken;
    }

    /// <summary>The token that authorizes calls.</summary>
    public required AccessToken AccessToken { get; init; }

    /// <summary>The token to spend for the next pair; <see langword="null"/> if the user consented without <c>offline_access</c>.</summary>
    public RefreshToken? RefreshToken { get; init; }

    /// <inheritdoc/>
    internal override bool HasRefreshToken => RefreshToken is not null;

    /// <summary>Whether two states of a grant have the same family and the same pair of tokens.</summary>
    internal bool HasPairOf(Grant other) =>
        Family == other.Family && RefreshToken == other.RefreshToken && AccessToken == other.AccessToken;
}

namespace Leeway.Grants;

/// <summary>The state of a grant, for an application to show to its users and operators. It holds no token.</summary>
public sealed record GrantHealth
{
    /// <summary>The grant.</summary>
    public required GrantId Grant { get; init; }

    /// <summary>How it stands.</summary>
    public required GrantState State { get; init; }

    /// <summary>What ended it, or makes it fall short; <see langword="null"/> where nothing does.</summary>
    public GrantLossReason? Reason { get; init; }

    /// <summary>
    /// Whether <see cref="Reason"/> is inferred. The authorization server never says why a grant ends, so what is shown to users
    /// should say "probably".
    /// </summary>
    public bool IsInferred { get; init; }

    /// <summary>What <see cref="State"/> and <see cref="Reason"/> were seen from, in a sentence; <see langword="null"/> where all is well.</summary>
    public string? Evidence { get; init; }

    /// <summary>Since when it has been so; <see langword="null"/> where that is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What to do, in a sentence.</summary>
    public required string Advice { get; init; }

    /// <summary>The scopes that the latest answer named.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Those of <see cref="AtlassianOptions.Scopes"/> that are not among them. Calls that need one are refused.</summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    /// <summary>When the user consented.</summary>
    public DateTimeOffset? FamilyStartedAt { get; init; }

    /// <summary>When the present tokens were received.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>When the access token ends; it is renewed before.</summary>
    public DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>When <see cref="GrantOptions.InactivityLimit"/> is reached unless the grant is used, or kept alive, before.</summary>
    public DateTimeOffset? InactivityLimitAt { get; init; }

    /// <summary>When <see cref="GrantOptions.AbsoluteLimit"/> is reached. Whether Atlassian still applies it is not known.</summary>
    public DateTimeOffset? AbsoluteLimitAt { get; init; }
}

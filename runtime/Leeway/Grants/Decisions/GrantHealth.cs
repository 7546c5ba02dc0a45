namespace Leeway.Grants;

/// <summary>The state of a grant, which an application can show to its users and operators. It contains no token.</summary>
public sealed record GrantHealth
{
    /// <summary>The grant.</summary>
    public required GrantId Grant { get; init; }

    /// <summary>The state.</summary>
    public required GrantState State { get; init; }

    /// <summary>Why the grant ended or is limited; <see langword="null"/> if it is neither.</summary>
    public GrantLossReason? Reason { get; init; }

    /// <summary>
    /// Whether <see cref="Reason"/> is inferred. The authorization server never says why a grant ends, so texts for users
    /// should say "probably".
    /// </summary>
    public bool IsInferred { get; init; }

    /// <summary>
    /// A sentence that says what <see cref="State"/> and <see cref="Reason"/> are based on; <see langword="null"/> if the grant is healthy.
    /// </summary>
    public string? Evidence { get; init; }

    /// <summary>When the state began; <see langword="null"/> if that is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>A sentence that says what to do.</summary>
    public required string Advice { get; init; }

    /// <summary>The scopes in the latest token response.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// The scopes of <see cref="AtlassianOptions.Scopes"/> that are not in <see cref="Scopes"/>. Atlassian refuses calls that need one of
    /// them.
    /// </summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    /// <summary>When the user consented.</summary>
    public DateTimeOffset? FamilyStartedAt { get; init; }

    /// <summary>When the current tokens were requested.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>When the access token expires. It is renewed before.</summary>
    public DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>When <see cref="GrantOptions.InactivityLimit"/> is reached, unless the grant is used or kept alive before.</summary>
    public DateTimeOffset? InactivityLimitAt { get; init; }

    /// <summary>
    /// When <see cref="GrantOptions.AbsoluteLimit"/> is reached. It is not known whether Atlassian still applies this limit.
    /// </summary>
    public DateTimeOffset? AbsoluteLimitAt { get; init; }
}

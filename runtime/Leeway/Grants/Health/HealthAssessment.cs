namespace Leeway.Grants;

/// <summary>Assesses the health of a grant from what is stored and from what happened in this process.</summary>
internal static class HealthAssessment
{
    private const string OfflineAccess = "offline_access";
    private const string SignInAgain = "Let the user sign in again; nothing else restores the grant.";

    /// <param name="id">The grant.</param>
    /// <param name="grant">What is stored, or newer in memory; <see langword="null"/> if there is none.</param>
    /// <param name="isUnstored">Whether it is in the memory of this process alone.</param>
    /// <param name="failure">How the last attempt of this process ended, if it failed and none has succeeded since.</param>
    /// <param name="askedScopes">The scopes that the application asks for.</param>
    /// <param name="now">The wall clock.</param>
    /// <param name="options">The limits.</param>
    /// <param name="removal">Where there is no grant: that there was one, if this process knows.</param>
    public static GrantHealth Assess(
        GrantId id,
        GrantOutline? grant,
        bool isUnstored,
        GrantOutcome? failure,
        IEnumerable<string> askedScopes,
        DateTimeOffset now,
        GrantOptions options,
        GrantLoss? removal = null)
    {
        if (grant is null)
        {
            return new GrantHealth
            {
                Grant = id,
                State = GrantState.NotGranted,
                Reason = removal?.Reason ?? GrantLossReason.NotGranted,
                Evidence = removal is null ? "Nothing is stored for it." : "The grant was removed from the store, as the application does to forget it.",
                Since = removal?.At,
                Advice = "Let the user sign in.",
            };
        }

        // It is asked for and, where it was granted, shows as a refresh token: an answer need not name it.
        string[] missing =
        [
            .. askedScopes.Except(grant.Scopes, StringComparer.Ordinal).Where(static scope => scope != OfflineAccess),
        ];
        GrantHealth health = new()
        {
            Grant = id,
            State = GrantState.Alive,
            Advice = "Nothing is to be done.",
            Scopes = grant.Scopes,
            MissingScopes = grant.Scopes.Count == 0 ? [] : missing,
            FamilyStartedAt = grant.FamilyStartedAt,
            RotatedAt = grant.RotatedAt,
            AccessTokenExpiresAt = grant.AccessTokenExpiresAt,
            InactivityLimitAt = grant.IsRenewable ? Add(grant.RotatedAt, options.InactivityLimit) : null,
            AbsoluteLimitAt = grant.IsRenewable ? Add(grant.FamilyStartedAt, options.AbsoluteLimit) : null,
        };

        if (grant.Loss is { } loss)
        {
            return health with
            {
                State = GrantState.Lost,
                Reason = loss.Reason,
                IsInferred = true,
                Evidence = loss.Evidence,
                Since = loss.At,
                Advice = AdviceFor(loss.Reason),
            };
        }

        if (!grant.IsRenewable)
        {
            return health with
            {
                State = now < grant.AccessTokenExpiresAt ? GrantState.NotRenewable : GrantState.Lost,
                Reason = GrantLossReason.NoRefreshToken,
                Evidence = "There is no refresh token: the consent was given without the scope offline_access.",
                Since = grant.FamilyStartedAt,
                Advice = "Ask for offline_access and let the user sign in again.",
            };
        }

        if (isUnstored)
        {
            return health with
            {
                State = GrantState.Failing,
                Evidence = "The store does not take the newest tokens; they are in the memory of one process alone.",
                Since = grant.RotatedAt,
                Advice = "Mend the store before this process ends; the tokens are written by themselves then.",
            };
        }

        switch (failure)
        {
            case GrantOutcome.Misconfigured misconfigured:
                return health with
                {
                    State = GrantState.Failing,
                    Evidence = $"The authorization server refuses the app: {misconfigured.Words}.",
                    Advice = "Correct ClientId and ClientSecret, and check in the developer console that the app is active; the user has nothing to do.",
                };

            case GrantOutcome.Unavailable unavailable when grant.PendingSpend is null:
                return health with
                {
                    State = GrantState.Failing,
                    Evidence = $"The last attempt to refresh it failed: {unavailable.Detail}.",
                    Advice = "Nothing but waiting, unless it lasts: it is tried again by the next call.",
                };
        }

        if (grant.PendingSpend is { } spend)
        {
            return health with
            {
                State = GrantState.InDoubt,
                Evidence = failure is GrantOutcome.Unavailable trouble
                    ? $"The refresh token was sent, no answer is stored, and the last attempt failed: {trouble.Detail}."
                    : "The refresh token was sent, or is about to be, and no answer is stored.",
                Since = spend.InDoubtSince,
                Advice = "Nothing but waiting: it is sent again by itself.",
            };
        }

        return missing.Length > 0 && grant.Scopes.Count > 0
            ? health with
            {
                State = GrantState.ScopesMissing,
                Reason = GrantLossReason.ScopesNarrowed,
                IsInferred = true,
                Evidence = $"The latest answer does not name {string.Join(", ", missing)}.",
                Advice = "Let the user sign in again to grant them; what needs other scopes works.",
            }
            : health;
    }

    private static string AdviceFor(GrantLossReason reason) => reason switch
    {
        GrantLossReason.Idle => SignInAgain + " The keep-alive prevents it from happening again.",
        GrantLossReason.SpendInDoubt =>
            SignInAgain + " Processes should live, or another should take over, for the minutes in which a lost answer can be had again.",
        GrantLossReason.Withdrawn => "Ask whether the user means to go on; if so, let the user sign in again.",
        GrantLossReason.Unknown or GrantLossReason.Reused =>
            "Let the user sign in again. If it recurs, look for a second application or environment that uses the same client id for the same user.",
        _ => SignInAgain,
    };

    // A limit may be set to so long that it is none.
    private static DateTimeOffset? Add(DateTimeOffset time, TimeSpan limit) =>
        limit < DateTimeOffset.MaxValue - time ? time + limit : null;
}

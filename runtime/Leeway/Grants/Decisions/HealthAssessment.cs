namespace Leeway.Grants;

/// <summary>Assesses the health of a grant from what is stored and from what happened in this process.</summary>
internal static class HealthAssessment
{
    private const string OfflineAccess = "offline_access";
    private const string SignInAgain = "Let the user sign in again; nothing else restores the grant.";

    /// <param name="id">The grant.</param>
    /// <param name="grant">The stored grant, or a newer one in memory; <see langword="null"/> if there is none.</param>
    /// <param name="isUnstored">Whether it is in the memory of this process only.</param>
    /// <param name="failure">The outcome of the last attempt of this process, if it failed.</param>
    /// <param name="askedScopes">The scopes that the application asks for.</param>
    /// <param name="now">The wall clock.</param>
    /// <param name="options">The limits.</param>
    /// <param name="removal">If there is no grant: the loss of the grant that was removed, if this process knew one.</param>
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
            return DescribeNotGranted(id, removal);
        }

        // The app asks for offline_access, but a response need not name it: the refresh token shows that it was granted.
        string[] missing =
        [
            .. askedScopes.Except(grant.Scopes, StringComparer.Ordinal).Where(static scope => scope != OfflineAccess),
        ];
        GrantHealth health = new()
        {
            Grant = id,
            State = GrantState.Alive,
            Advice = "No action needed.",
            Scopes = grant.Scopes,
            MissingScopes = grant.Scopes.Count == 0 ? [] : missing,
            FamilyStartedAt = grant.FamilyStartedAt,
            RotatedAt = grant.RotatedAt,
            AccessTokenExpiresAt = grant.AccessTokenExpiresAt,
            InactivityLimitAt = grant.IsRenewable ? Add(grant.RotatedAt, options.InactivityLimit) : null,
            AbsoluteLimitAt = grant.IsRenewable ? Add(grant.FamilyStartedAt, options.AbsoluteLimit) : null,
        };

        return FindLoss(health, grant, now)
            ?? FindFailure(health, grant, isUnstored, failure)
            ?? FindDoubt(health, grant, failure)
            ?? (missing.Length > 0 && grant.Scopes.Count > 0 ? ReportMissingScopes(health, missing) : health);
    }

    private static GrantHealth DescribeNotGranted(GrantId id, GrantLoss? removal) => new()
    {
        Grant = id,
        State = GrantState.NotGranted,
        Reason = removal?.Reason ?? GrantLossReason.NotGranted,
        Evidence = removal is null ? "The store has no such grant." : "The grant was removed from the store, which is how an application forgets a grant.",
        Since = removal?.At,
        Advice = "Let the user sign in.",
    };

    private static GrantHealth? FindLoss(GrantHealth health, GrantOutline grant, DateTimeOffset now)
    {
        if (grant.Loss is { } loss)
        {
            return health with
            {
                State = GrantState.Lost,
                Reason = loss.Reason,
                IsInferred = true,
                Evidence = loss.Evidence,
                Since = loss.At,
                Advice = GetAdvice(loss.Reason),
            };
        }

        return grant.IsRenewable
            ? null
            : health with
            {
                State = now < grant.AccessTokenExpiresAt ? GrantState.NotRenewable : GrantState.Lost,
                Reason = GrantLossReason.NoRefreshToken,
                Evidence = "There is no refresh token, because the user consented without the scope offline_access.",
                Since = grant.FamilyStartedAt,
                Advice = "Ask for offline_access and let the user sign in again.",
            };
    }

    private static GrantHealth? FindFailure(GrantHealth health, GrantOutline grant, bool isUnstored, GrantOutcome? failure)
    {
        if (isUnstored)
        {
            return health with
            {
                State = GrantState.Failing,
                Evidence = "The store does not accept the newest tokens; they are only in the memory of one process.",
                Since = grant.RotatedAt,
                Advice = "Repair the store before this process ends; the process then writes the tokens by itself.",
            };
        }

        return failure switch
        {
            GrantOutcome.Misconfigured misconfigured => health with
            {
                State = GrantState.Failing,
                Evidence = $"The authorization server refuses the app: {misconfigured.Words}.",
                Advice = "Correct ClientId and ClientSecret, and check in the developer console that the app is active. The user does not need to do anything.",
            },
            GrantOutcome.Unavailable unavailable when grant.PendingSpend is null => health with
            {
                State = GrantState.Failing,
                Evidence = $"The last attempt to refresh it failed: {unavailable.Detail}.",
                Advice = "Wait: the next call tries again. If the failure lasts, correct its cause.",
            },
            _ => null,
        };
    }

    private static GrantHealth? FindDoubt(GrantHealth health, GrantOutline grant, GrantOutcome? failure) =>
        grant.PendingSpend is not { } spend
            ? null
            : health with
            {
                State = GrantState.InDoubt,
                Evidence = failure is GrantOutcome.Unavailable trouble
                    ? $"The refresh token was sent, no response is stored, and the last attempt failed: {trouble.Detail}."
                    : "The refresh token was sent, or is about to be, and no response is stored.",
                Since = spend.InDoubtSince,
                Advice = "Wait: Leeway sends the token again by itself.",
            };

    private static GrantHealth ReportMissingScopes(GrantHealth health, string[] missing) => health with
    {
        State = GrantState.ScopesMissing,
        Reason = GrantLossReason.ScopesNarrowed,
        IsInferred = true,
        Evidence = $"The latest token response does not name {string.Join(", ", missing)}.",
        Advice = "Let the user sign in again to grant them. Calls that need other scopes work.",
    };

    private static string GetAdvice(GrantLossReason reason) => reason switch
    {
        GrantLossReason.Idle => SignInAgain + " The keep-alive prevents it from happening again.",
        GrantLossReason.SpendInDoubt =>
            SignInAgain + " Keep a process running, or let another take over, for the minutes in which a lost token response can be requested again.",
        GrantLossReason.Withdrawn => "Ask the user whether to continue; if so, let the user sign in again.",
        GrantLossReason.Unknown or GrantLossReason.Reused =>
            "Let the user sign in again. If it recurs, look for a second application or environment that uses the same client id for the same user.",
        _ => SignInAgain,
    };

    // A limit may be so long that the sum exceeds DateTimeOffset.MaxValue.
    private static DateTimeOffset? Add(DateTimeOffset time, TimeSpan limit) =>
        limit < DateTimeOffset.MaxValue - time ? time + limit : null;
}

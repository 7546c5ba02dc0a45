using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>What an operator reads about the state of a grant.</summary>
public sealed class HealthAssessmentTests
{
    private const string SignInAgain = "Let the user sign in again; nothing else restores the grant.";

    private static readonly DateTimeOffset s_now = ManualTime.Start;

    private static readonly GrantOptions s_options = new();

    private static readonly GrantOutcome.Unavailable s_unavailable = new("the server is down", isPassing: true, null, null);

    private static readonly PendingSpend s_spend = new() { Id = "spend", StartedAt = s_now, InDoubtSince = s_now.AddMinutes(-1), Turn = 1 };

    private static GrantOutline Grant => new()
    {
        Id = GrantWorld.Id,
        Version = 1,
        Generation = 1,
        AccessTokenExpiresAt = s_now.AddMinutes(30),
        Family = "family",
        FamilyStartedAt = s_now.AddDays(-10),
        RotatedAt = s_now.AddDays(-2),
        Scopes = ["read:jira-work"],
        IsRenewable = true,
    };

    [Fact]
    public void GrantThatWorksShouldNeedNoAction()
    {
        GrantHealth health = Assess(Grant, asked: ["read:jira-work", "offline_access"]);

        Assert.Equal((GrantState.Alive, null, null, "No action needed.", false), (health.State, health.Reason, health.Evidence, health.Advice, health.IsInferred));
        Assert.Empty(health.MissingScopes);
        Assert.Equal(
            (s_now.AddDays(-2) + s_options.InactivityLimit, s_now.AddDays(-10) + s_options.AbsoluteLimit), (health.InactivityLimitAt, health.AbsoluteLimitAt));
    }

    [Fact]
    public void MissingGrantShouldBeTheResultOfARemovalOnlyIfOneIsKnown()
    {
        GrantHealth never = Assess(null);
        GrantHealth removed = HealthAssessment.Assess(
            GrantWorld.Id, null, isUnstored: false, null, [], s_now, s_options, new GrantLoss { Reason = GrantLossReason.Forgotten, Evidence = "x", At = s_now });

        Assert.Equal(
            (GrantState.NotGranted, GrantLossReason.NotGranted, "The store has no such grant.", null, "Let the user sign in."),
            (never.State, never.Reason, never.Evidence, never.Since, never.Advice));
        Assert.Equal(
            (GrantState.NotGranted, GrantLossReason.Forgotten, "The grant was removed from the store, which is how an application forgets a grant.", s_now),
            (removed.State, removed.Reason, removed.Evidence, removed.Since));
    }

    [Theory]
    [InlineData(GrantLossReason.Idle, SignInAgain + " The keep-alive prevents it from happening again.")]
    [InlineData(
        GrantLossReason.SpendInDoubt,
        SignInAgain + " Keep a process running, or let another take over, for the minutes in which a lost token response can be requested again.")]
    [InlineData(GrantLossReason.Withdrawn, "Ask the user whether to continue; if so, let the user sign in again.")]
    [InlineData(
        GrantLossReason.Unknown,
        "Let the user sign in again. If it recurs, look for a second application or environment that uses the same client id for the same user.")]
    [InlineData(
        GrantLossReason.Reused,
        "Let the user sign in again. If it recurs, look for a second application or environment that uses the same client id for the same user.")]
    [InlineData(GrantLossReason.AbsoluteAge, SignInAgain)]
    public void ReasonOfALossShouldDetermineTheAdvice(GrantLossReason reason, string expected)
    {
        GrantHealth health = Assess(Grant with { Loss = new GrantLoss { Reason = reason, Evidence = "evidence", At = s_now.AddHours(-1) } });

        Assert.Equal((GrantState.Lost, reason, true, "evidence"), (health.State, health.Reason, health.IsInferred, health.Evidence));
        Assert.Equal((s_now.AddHours(-1), expected), (health.Since, health.Advice));
    }

    [Theory]
    [InlineData(1, GrantState.NotRenewable)]
    [InlineData(0, GrantState.Lost)]
    [InlineData(-1, GrantState.Lost)]
    public void GrantWithoutARefreshTokenShouldEndWithItsAccessToken(int minutesLeft, GrantState expected)
    {
        GrantHealth health = Assess(Grant with { IsRenewable = false, AccessTokenExpiresAt = s_now.AddMinutes(minutesLeft) });

        Assert.Equal((expected, GrantLossReason.NoRefreshToken, s_now.AddDays(-10)), (health.State, health.Reason, health.Since));
        Assert.Equal("There is no refresh token, because the user consented without the scope offline_access.", health.Evidence);
        Assert.Equal("Ask for offline_access and let the user sign in again.", health.Advice);
        Assert.Equal((null, null), (health.InactivityLimitAt, health.AbsoluteLimitAt));
    }

    [Fact]
    public void TokensThatTheStoreDoesNotAcceptShouldBeReported()
    {
        GrantHealth health = HealthAssessment.Assess(GrantWorld.Id, Grant, isUnstored: true, s_unavailable, [], s_now, s_options);

        Assert.Equal((GrantState.Failing, s_now.AddDays(-2)), (health.State, health.Since));
        Assert.Equal("The store does not accept the newest tokens; they are only in the memory of one process.", health.Evidence);
        Assert.Equal("Repair the store before this process ends; the process then writes the tokens by itself.", health.Advice);
    }

    [Fact]
    public void FailureOfTheLastAttemptShouldBeReported()
    {
        GrantHealth refused = Assess(Grant, new GrantOutcome.Misconfigured("invalid_client"));
        GrantHealth failed = Assess(Grant, s_unavailable);

        Assert.Equal(
            (GrantState.Failing, "The authorization server refuses the app: invalid_client."), (refused.State, refused.Evidence));
        Assert.Equal(
            "Correct ClientId and ClientSecret, and check in the developer console that the app is active. The user does not need to do anything.", refused.Advice);
        Assert.Equal((GrantState.Failing, "The last attempt to refresh it failed: the server is down."), (failed.State, failed.Evidence));
        Assert.Equal("Wait: the next call tries again. If the failure lasts, correct its cause.", failed.Advice);
        Assert.Equal(GrantState.Alive, Assess(Grant, GrantOutcome.Waiting.Instance).State);
    }

    [Fact]
    public void SpendWithoutAStoredResponseShouldBeInDoubt()
    {
        GrantHealth waiting = Assess(Grant with { PendingSpend = s_spend });
        GrantHealth failed = Assess(Grant with { PendingSpend = s_spend }, s_unavailable);

        Assert.Equal((GrantState.InDoubt, s_spend.InDoubtSince), (waiting.State, waiting.Since));
        Assert.Equal("The refresh token was sent, or is about to be, and no response is stored.", waiting.Evidence);
        Assert.Equal("Wait: Leeway sends the token again by itself.", waiting.Advice);
        Assert.Equal(GrantState.InDoubt, failed.State);
        Assert.Equal("The refresh token was sent, no response is stored, and the last attempt failed: the server is down.", failed.Evidence);
    }

    [Fact]
    public void ScopesThatAreMissingShouldBeNamed()
    {
        GrantHealth health = Assess(Grant, asked: ["read:jira-work", "write:jira-work", "offline_access", "read:me"]);

        Assert.Equal((GrantState.ScopesMissing, GrantLossReason.ScopesNarrowed, true), (health.State, health.Reason, health.IsInferred));
        Assert.Equal(["write:jira-work", "read:me"], health.MissingScopes);
        Assert.Equal("The latest token response does not name write:jira-work, read:me.", health.Evidence);
        Assert.Equal("Let the user sign in again to grant them. Calls that need other scopes work.", health.Advice);
    }

    /// <summary>Some responses do not name the scopes.</summary>
    [Fact]
    public void UnknownScopesShouldNotBeMissing()
    {
        GrantHealth health = Assess(Grant with { Scopes = [] }, asked: ["read:jira-work"]);

        Assert.Equal(GrantState.Alive, health.State);
        Assert.Empty(health.MissingScopes);
    }

    [Fact]
    public void LimitShouldBeUnknownIfNoTimeIsSoLate()
    {
        TimeSpan latest = DateTimeOffset.MaxValue - Grant.RotatedAt;

        Assert.Null(AssessLimit(latest));
        Assert.Equal(DateTimeOffset.MaxValue.AddTicks(-1), AssessLimit(latest - TimeSpan.FromTicks(1)));

        static DateTimeOffset? AssessLimit(TimeSpan limit) => HealthAssessment.Assess(
            GrantWorld.Id, Grant, isUnstored: false, null, [], s_now, new GrantOptions { InactivityLimit = limit }).InactivityLimitAt;
    }

    [Fact]
    public void WorstStateShouldBeReported()
    {
        GrantLoss loss = new() { Reason = GrantLossReason.Unknown, Evidence = "evidence", At = s_now };
        string[] asked = ["read:jira-work", "read:me"];

        Assert.Equal(GrantState.Lost, Assess(Grant with { Loss = loss, PendingSpend = s_spend }, s_unavailable, asked).State);
        Assert.Equal(GrantState.Failing, Assess(Grant with { PendingSpend = s_spend }, new GrantOutcome.Misconfigured("x"), asked).State);
        Assert.Equal(GrantState.InDoubt, Assess(Grant with { PendingSpend = s_spend }, s_unavailable, asked).State);
        Assert.Equal(GrantState.ScopesMissing, Assess(Grant, null, asked).State);
    }

    private static GrantHealth Assess(GrantOutline? grant, GrantOutcome? failure = null, string[]? asked = null) =>
        HealthAssessment.Assess(GrantWorld.Id, grant, isUnstored: false, failure, asked ?? [], s_now, s_options);
}

using Leeway.Grants;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulation;

/// <summary>
/// What one seed is like: its server, its nodes, and how often each thing goes wrong. Drawn once, so that seeds differ in kind
/// and rare things are common in some.
/// </summary>
internal sealed record Biases
{
    private static readonly TimeSpan[] s_lifetimes =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(20)];

    /// <summary>Whether nothing at all goes wrong.</summary>
    public bool IsCalm { get; private init; }

    public int Nodes { get; private init; }

    public int Rounds { get; private init; }

    public SiblingPolicy Siblings { get; private init; }

    public SecondToLastPolicy SecondToLast { get; private init; }

    public ErrorDialect Errors { get; private init; }

    public NewConsentEffect NewConsent { get; private init; }

    public bool WithdrawnAccessOutlivesLeeway { get; private init; }

    public bool PersistentRefreshTokens { get; private init; }

    public TimeSpan AccessTokenLifetime { get; private init; }

    public TimeSpan? AbsoluteLimit { get; private init; }

    public LateSpend LateSpend { get; private init; }

    /// <summary>The age from which grants are kept alive; many seeds do not reach it.</summary>
    public TimeSpan KeepAliveFromAge { get; private init; }

    /// <summary>The mean time between two calls of a busy node.</summary>
    public TimeSpan CallInterval { get; private init; }

    /// <summary>The longest that the store takes when nothing is wrong.</summary>
    public TimeSpan StoreLatency { get; private init; }

    public double StoreReadFails { get; private init; }

    public double StoreWriteFails { get; private init; }

    public double StoreAnswerLost { get; private init; }

    public double StoreHangs { get; private init; }

    /// <summary>That the store takes seconds.</summary>
    public double StoreSlow { get; private init; }

    public double NoConnection { get; private init; }

    public double ConnectionSlow { get; private init; }

    public double RequestLost { get; private init; }

    public double AnswerLost { get; private init; }

    public double RequestHeld { get; private init; }

    public double AnswerHeld { get; private init; }

    public double Overloaded { get; private init; }

    public double ProxyFails { get; private init; }

    public double RefreshTokenOmitted { get; private init; }

    public double FalseUnauthorized { get; private init; }

    /// <summary>Per step of a node: that it lets go of the grants nobody has asked for lately, as a node with many of them does.</summary>
    public double RetiresIdle { get; private init; }

    /// <summary>Per step of a node.</summary>
    public double Crash { get; private init; }

    /// <summary>Per step of a node.</summary>
    public double Pause { get; private init; }

    /// <summary>Per step of a node.</summary>
    public double ClockJump { get; private init; }

    /// <summary>The longest jump.</summary>
    public TimeSpan LongestJump { get; private init; }

    /// <summary>How far clocks differ from the beginning.</summary>
    public TimeSpan ClockSkew { get; private init; }

    /// <summary>Per round: minutes in which the store or the token endpoint answers nobody.</summary>
    public double Outage { get; private init; }

    /// <summary>Per exchange: that the user interferes just then.</summary>
    public double UserInterferes { get; private init; }

    /// <summary>Per round: that the user does something.</summary>
    public double UserActs { get; private init; }

    /// <summary>Per round: that the user disconnects, and often signs in again.</summary>
    public double UserForgets { get; private init; }

    /// <summary>Per round: that no process runs for months before it.</summary>
    public double LongIdle { get; private init; }

    public static Biases Draw(Random random, int? nodes)
    {
        double Rate(double most) => random.Next(2) == 0 ? 0 : most * Math.Pow(0.02, random.NextDouble());
        T OneOf<T>(params ReadOnlySpan<T> values) => values[random.Next(values.Length)];

        bool isCalm = random.Next(6) == 0;
        bool hasWildClocks = random.Next(12) == 0;
        Biases drawn = new()
        {
            IsCalm = isCalm,
            Nodes = nodes ?? 1 + random.Next(4),
            Rounds = 2 + random.Next(3),
            Siblings = OneOf(
                SiblingPolicy.AllLive, SiblingPolicy.AllLive, SiblingPolicy.LastWins, SiblingPolicy.LastWins, SiblingPolicy.Idempotent, SiblingPolicy.FirstWins),
            SecondToLast = OneOf(SecondToLastPolicy.Strict, SecondToLastPolicy.Lenient),
            Errors = OneOf(ErrorDialect.Live, ErrorDialect.Live, ErrorDialect.Documented, ErrorDialect.Mixed),
            NewConsent = OneOf(NewConsentEffect.KeepsFamilies, NewConsentEffect.RevokesFamilies),
            WithdrawnAccessOutlivesLeeway = random.Next(3) == 0,
            PersistentRefreshTokens = random.Next(20) == 0,
            AccessTokenLifetime = s_lifetimes[random.Next(s_lifetimes.Length)],
            AbsoluteLimit = random.Next(15) == 0 ? TimeSpan.FromHours(3) : null,
            LateSpend = random.Next(3) == 0 ? LateSpend.Never : LateSpend.Try,
            KeepAliveFromAge = OneOf(TimeSpan.FromDays(60), TimeSpan.FromDays(60), TimeSpan.FromHours(2), TimeSpan.FromMinutes(70)),
            CallInterval = OneOf(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2)),
            StoreLatency = OneOf(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1)),
            UserInterferes = Rate(0.5),
            UserActs = Rate(0.5),
            UserForgets = Rate(0.5),
            LongIdle = random.Next(12) == 0 ? 0.3 : 0,
            RetiresIdle = Rate(0.5),
        };
        return isCalm
            ? drawn
            : drawn with
            {
                StoreReadFails = Rate(0.3),
                StoreWriteFails = Rate(0.3),
                StoreAnswerLost = Rate(0.3),
                StoreHangs = Rate(0.1),
                StoreSlow = Rate(0.4),
                NoConnection = Rate(0.3),
                ConnectionSlow = Rate(0.3),
                RequestLost = Rate(0.3),
                AnswerLost = Rate(0.5),
                RequestHeld = Rate(0.2),
                AnswerHeld = Rate(0.5),
                Overloaded = Rate(0.5),
                ProxyFails = Rate(0.3),
                RefreshTokenOmitted = Rate(0.3),
                FalseUnauthorized = Rate(0.1),
                Crash = Rate(0.03),
                Pause = Rate(0.03),
                ClockJump = Rate(0.02),
                LongestJump = hasWildClocks ? TimeSpan.FromHours(2) : TimeSpan.FromSeconds(5),
                ClockSkew = hasWildClocks ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(5),
                Outage = Rate(0.5),
            };
    }
}

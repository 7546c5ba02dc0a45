using Leeway.Grants;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulation;

/// <summary>
/// The parameters of one seed: its server, its nodes, and the probability of each fault. They are drawn once, so that seeds differ in kind
/// and rare faults are frequent in some seeds.
/// </summary>
internal sealed record Biases
{
    private static readonly TimeSpan[] s_lifetimes =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(20)];

    /// <summary>Whether the seed has no faults.</summary>
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

    /// <summary>The age at which the keep-alive service renews grants. Many seeds do not reach it.</summary>
    public TimeSpan KeepAliveFromAge { get; private init; }

    /// <summary>The mean time between two calls of a node.</summary>
    public TimeSpan CallInterval { get; private init; }

    /// <summary>The maximum latency of the store without a fault.</summary>
    public TimeSpan StoreLatency { get; private init; }

    public double StoreReadFails { get; private init; }

    public double StoreWriteFails { get; private init; }

    public double StoreAnswerLost { get; private init; }

    public double StoreHangs { get; private init; }

    /// <summary>The probability that the store takes seconds.</summary>
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

    /// <summary>For each step of a node: the probability that it drops grants that have not been used recently, as a node with many grants
    /// does.</summary>
    public double RetiresIdle { get; private init; }

    /// <summary>For each step of a node: the probability that it crashes.</summary>
    public double Crash { get; private init; }

    /// <summary>For each step of a node: the probability that it is paused.</summary>
    public double Pause { get; private init; }

    /// <summary>For each step of a node: the probability that its clock jumps.</summary>
    public double ClockJump { get; private init; }

    /// <summary>The maximum clock jump.</summary>
    public TimeSpan LongestJump { get; private init; }

    /// <summary>The maximum clock offset at the start.</summary>
    public TimeSpan ClockSkew { get; private init; }

    /// <summary>For each round: the probability of minutes in which the store or the token endpoint does not respond to any node.</summary>
    public double Outage { get; private init; }

    /// <summary>For each exchange: the probability that the user acts at the same time.</summary>
    public double UserInterferes { get; private init; }

    /// <summary>For each round: the probability that the user acts.</summary>
    public double UserActs { get; private init; }

    /// <summary>For each round: the probability that the user disconnects, and often signs in again.</summary>
    public double UserForgets { get; private init; }

    /// <summary>For each round: the probability that no process runs for months before it.</summary>
    public double LongIdle { get; private init; }

    public static Biases Draw(Random random, int? nodes)
    {
        double DrawRate(double maximum) => random.Next(2) == 0 ? 0 : maximum * Math.Pow(0.02, random.NextDouble());
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
            UserInterferes = DrawRate(0.5),
            UserActs = DrawRate(0.5),
            UserForgets = DrawRate(0.5),
            LongIdle = random.Next(12) == 0 ? 0.3 : 0,
            RetiresIdle = DrawRate(0.5),
        };
        return isCalm
            ? drawn
            : drawn with
            {
                StoreReadFails = DrawRate(0.3),
                StoreWriteFails = DrawRate(0.3),
                StoreAnswerLost = DrawRate(0.3),
                StoreHangs = DrawRate(0.1),
                StoreSlow = DrawRate(0.4),
                NoConnection = DrawRate(0.3),
                ConnectionSlow = DrawRate(0.3),
                RequestLost = DrawRate(0.3),
                AnswerLost = DrawRate(0.5),
                RequestHeld = DrawRate(0.2),
                AnswerHeld = DrawRate(0.5),
                Overloaded = DrawRate(0.5),
                ProxyFails = DrawRate(0.3),
                RefreshTokenOmitted = DrawRate(0.3),
                FalseUnauthorized = DrawRate(0.1),
                Crash = DrawRate(0.03),
                Pause = DrawRate(0.03),
                ClockJump = DrawRate(0.02),
                LongestJump = hasWildClocks ? TimeSpan.FromHours(2) : TimeSpan.FromSeconds(5),
                ClockSkew = hasWildClocks ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(5),
                Outage = DrawRate(0.5),
            };
    }
}

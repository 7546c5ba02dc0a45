using Leeway.Grants;
using Leeway.Simulator.Authorization;

namespace Leeway.Cluster;

/// <summary>What a run is to be, as every process of it is told.</summary>
internal sealed record ClusterSettings
{
    /// <summary>How many processes call.</summary>
    public int Nodes { get; init; } = 8;

    /// <summary>How many tasks of each.</summary>
    public int Tasks { get; init; } = 50;

    /// <summary>After how many rotations, of all grants together, tokens last.</summary>
    public int Rotations { get; init; } = 200;

    /// <summary>How many grants the tasks call with, in turn.</summary>
    public int Grants { get; init; } = 1;

    /// <summary>Whether every node asks for every token once, in place of calls.</summary>
    public bool IsBurst { get; init; }

    /// <summary>Over what time the grants of a burst are asked for, one after the other; with none, all at one moment.</summary>
    public TimeSpan BurstSpan { get; init; }

    /// <summary>Whether things go wrong.</summary>
    public bool HasFaults { get; init; }

    /// <summary>Whether the server restarts too.</summary>
    public bool RestartsDatabase { get; init; } = true;

    /// <summary>Decides what goes wrong and when, as far as one process can.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What a server does with further answers to one token.</summary>
    public SiblingPolicy Siblings { get; init; }

    /// <summary>How many answers of the token endpoint are lost after they took effect, from 0 to 1.</summary>
    public double LostAnswers { get; init; } = 0.2;

    /// <summary>How long a task waits from one call to the next.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How far the clocks of the first and the last node are off, the one back and the other ahead; those between lie between.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>How long access tokens live at most.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How much shorter than that a token may live.</summary>
    public TimeSpan LifetimeSpread { get; init; }

    /// <inheritdoc cref="GrantOptions.ExpiryMargin"/>
    public TimeSpan ExpiryMargin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><see cref="GrantOptions.RenewAhead"/>: with none, every task of every node finds every token ended.</summary>
    public TimeSpan RenewAhead { get; init; }

    /// <inheritdoc cref="GrantOptions.Leeway"/>
    public TimeSpan Leeway { get; init; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc cref="GrantOptions.LeewayMargin"/>
    public TimeSpan LeewayMargin { get; init; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc cref="GrantOptions.LeaseDuration"/>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="GrantOptions.ExchangeTimeout"/>
    public TimeSpan ExchangeTimeout { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>Lets things go wrong, clocks among them: by as much of a token's life as minutes are of an hour, and more.</summary>
    public ClusterSettings WithFaults() => this with
    {
        HasFaults = true,
        Skew = Skew == TimeSpan.Zero ? AccessTokenLifetime / 10 : Skew,

        // Short enough for pauses to outlast it.
        LeaseDuration = TimeSpan.FromSeconds(3),
        ExchangeTimeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Tokens of another life. Under load the margin has to be longer than a call takes to arrive.</summary>
    public ClusterSettings WithTokenSeconds(int seconds) => this with { AccessTokenLifetime = TimeSpan.FromSeconds(seconds), ExpiryMargin = TimeSpan.FromSeconds(seconds / 2.0) };

    /// <summary>
    /// Atlassian's own leeway and its margin, and clocks up to 100 seconds apart. Tokens live for minutes then, since an end that is told by the
    /// clock of one machine means nothing on another whose clock is off by more than their life; so there are many grants in place of many
    /// rotations of one.
    /// </summary>
    public ClusterSettings WithClocksApart() => this with
    {
        Grants = Math.Max(Grants, 80),
        Skew = TimeSpan.FromSeconds(50),
        AccessTokenLifetime = TimeSpan.FromMinutes(5),
        LifetimeSpread = TimeSpan.FromMinutes(2),
        ExpiryMargin = TimeSpan.FromSeconds(30),
        RenewAhead = TimeSpan.FromSeconds(60),
        Leeway = TimeSpan.FromMinutes(10),
        LeewayMargin = TimeSpan.FromMinutes(2),
    };

    public TimeSpan SkewOf(int node) => Nodes == 1 ? TimeSpan.Zero : Skew * ((2.0 * node / (Nodes - 1)) - 1);

    public GrantId GrantOf(int index) => new($"grant-{index % Grants:00000}");
}

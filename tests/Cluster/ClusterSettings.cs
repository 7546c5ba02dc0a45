using Leeway.Grants;
using Leeway.Simulator.Authorization;

namespace Leeway.Cluster;

/// <summary>The settings of a run, which every process receives.</summary>
internal sealed record ClusterSettings
{
    /// <summary>The number of processes that make calls.</summary>
    public int Nodes { get; init; } = 8;

    /// <summary>The number of concurrent tasks in each process.</summary>
    public int Tasks { get; init; } = 50;

    /// <summary>The number of rotations of all grants together, after which tokens no longer expire.</summary>
    public int Rotations { get; init; } = 200;

    /// <summary>The number of grants, which the tasks use in turn.</summary>
    public int Grants { get; init; } = 1;

    /// <summary>Whether every node requests every token once, instead of making calls.</summary>
    public bool IsBurst { get; init; }

    /// <summary>The time over which the grants of a burst are requested one after the other; zero to request all at once.</summary>
    public TimeSpan BurstSpan { get; init; }

    /// <summary>Whether to inject faults.</summary>
    public bool HasFaults { get; init; }

    /// <summary>Whether to restart the database server too.</summary>
    public bool RestartsDatabase { get; init; } = true;

    /// <summary>The seed of the faults and their times, as far as one process determines them.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Which token pairs of a repeated refresh token the server keeps valid.</summary>
    public SiblingPolicy Siblings { get; init; }

    /// <summary>The share of token responses that are lost after the exchange, from 0 to 1.</summary>
    public double LostAnswers { get; init; } = 0.2;

    /// <summary>The pause of a task between two calls.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock offset of the last node. The first node has the negative offset, and the others are evenly spread between
    /// them.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>The maximum lifetime of access tokens.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The maximum amount by which a lifetime is shorter.</summary>
    public TimeSpan LifetimeSpread { get; init; }

    /// <inheritdoc cref="GrantOptions.ExpiryMargin"/>
    public TimeSpan ExpiryMargin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>See <see cref="GrantOptions.RenewAhead"/>. If zero, every task of every node finds every token expired.</summary>
    public TimeSpan RenewAhead { get; init; }

    /// <inheritdoc cref="GrantOptions.Leeway"/>
    public TimeSpan Leeway { get; init; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc cref="GrantOptions.LeewayMargin"/>
    public TimeSpan LeewayMargin { get; init; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc cref="GrantOptions.LeaseDuration"/>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="GrantOptions.ExchangeTimeout"/>
    public TimeSpan ExchangeTimeout { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>Enables faults, and clock offsets of a tenth of the lifetime of a token.</summary>
    public ClusterSettings WithFaults() => this with
    {
        HasFaults = true,
        Skew = Skew == TimeSpan.Zero ? AccessTokenLifetime / 10 : Skew,

        // Shorter than the pauses.
        LeaseDuration = TimeSpan.FromSeconds(3),
        ExchangeTimeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Sets the lifetime of tokens. Under load, the expiry margin must be longer than the time until a call arrives.</summary>
    public ClusterSettings WithTokenSeconds(int seconds) => this with { AccessTokenLifetime = TimeSpan.FromSeconds(seconds), ExpiryMargin = TimeSpan.FromSeconds(seconds / 2.0) };

    /// <summary>
    /// Uses Atlassian's leeway, the default margin, and clocks up to 100 seconds apart. Tokens then live for minutes, because an expiry is
    /// meaningless if the clock is wrong by more than the lifetime. Many grants replace many rotations of one grant.
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

    /// <summary>
    /// For the application of the coordinator. It is not disturbed, and its first store operation may take longer than those of a node with
    /// short leases.
    /// </summary>
    public ClusterSettings WithoutHaste() => this with { LeaseDuration = new ClusterSettings().LeaseDuration, ExchangeTimeout = new ClusterSettings().ExchangeTimeout };

    /// <summary>How long before its expiry a token is no longer used, as <see cref="GrantOptions.ExpiryMargin"/> documents.</summary>
    public TimeSpan GetMargin(TimeSpan lifetime) => ExpiryMargin < lifetime / 8 ? ExpiryMargin : lifetime / 8;

    public TimeSpan SkewOf(int node) => Nodes == 1 ? TimeSpan.Zero : Skew * ((2.0 * node / (Nodes - 1)) - 1);

    public GrantId GrantOf(int index) => new($"grant-{index % Grants:00000}");
}

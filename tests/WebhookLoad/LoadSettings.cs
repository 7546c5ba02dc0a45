namespace Leeway.WebhookLoad;

/// <summary>The settings of a run.</summary>
internal sealed record LoadSettings
{
    /// <summary>How many deliveries are sent in a second, without duplicates.</summary>
    public int Rate { get; init; } = 200;

    public int Seconds { get; init; } = 60;

    /// <summary>How often the receiver is killed.</summary>
    public int Kills { get; init; } = 4;

    /// <summary>How many of a hundred deliveries are sent twice at the same time.</summary>
    public int DuplicatePercent { get; init; } = 10;

    public int Seed { get; init; } = 1;

    /// <summary>Whether SQLite is used although there is a PostgreSQL server.</summary>
    public bool UsesSqlite { get; init; }

    public int Deliveries => Rate * Seconds;
}

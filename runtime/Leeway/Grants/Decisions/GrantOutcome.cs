namespace Leeway.Grants;

/// <summary>How a flight, or one attempt of it, ended: one of the nested types.</summary>
internal abstract record GrantOutcome
{
    private GrantOutcome()
    {
    }

    /// <summary>What the grant now says holds: a token, or that there is none.</summary>
    public sealed record Settled(GrantSnapshot Snapshot) : GrantOutcome;

    /// <summary>The authorization server refuses the app: its id or secret, its state, or the kind of grant.</summary>
    public sealed record Misconfigured(string Words) : GrantOutcome;

    /// <summary>The authorization server or the store cannot be used for now; the grant is as it was.</summary>
    public sealed record Unavailable(string Detail, bool IsPassing, TimeSpan? RetryAfter, Exception? Exception) : GrantOutcome;

    /// <summary>Somebody else has the lease.</summary>
    public sealed record Waiting : GrantOutcome
    {
        public static Waiting Instance { get; } = new();
    }

    /// <summary>The process had let go of the slot before its flight began: the grant has another by now.</summary>
    public sealed record Retired : GrantOutcome
    {
        public static Retired Instance { get; } = new();
    }

    /// <summary>The stored grant changed underneath, or a window closed before the token could be sent: start again.</summary>
    /// <param name="Detail">What happened, for a caller to whom it happens until the waiting ends.</param>
    public sealed record Contended(string Detail) : GrantOutcome
    {
        public static Contended Changed { get; } = new("The stored grant was changed by others each time it was about to be refreshed");
    }
}

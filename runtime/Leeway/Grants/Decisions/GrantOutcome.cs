namespace Leeway.Grants;

/// <summary>The outcome of a flight or of one attempt: one of the nested types.</summary>
internal abstract record GrantOutcome
{
    private GrantOutcome()
    {
    }

    /// <summary>The state of the grant is certain: it has a token, or it has none.</summary>
    public sealed record Settled(GrantSnapshot Snapshot) : GrantOutcome;

    /// <summary>The authorization server refuses the app: its id or secret, its state, or the grant type.</summary>
    public sealed record Misconfigured(string Words) : GrantOutcome;

    /// <summary>The authorization server or the store cannot be used at the moment. The grant is unchanged.</summary>
    public sealed record Unavailable(string Detail, bool IsPassing, TimeSpan? RetryAfter, Exception? Exception) : GrantOutcome;

    /// <summary>Another process has the lease.</summary>
    public sealed record Waiting : GrantOutcome
    {
        public static Waiting Instance { get; } = new();
    }

    /// <summary>The slot was dropped from memory before its flight began. The grant has another slot by now.</summary>
    public sealed record Retired : GrantOutcome
    {
        public static Retired Instance { get; } = new();
    }

    /// <summary>The stored grant changed, or a time window closed, before the token could be sent. Start again.</summary>
    /// <param name="Detail">What happened, for the exception of a caller whose timeout passes meanwhile.</param>
    public sealed record Contended(string Detail) : GrantOutcome
    {
        public static Contended Changed { get; } = new("Other processes changed the stored grant each time it was about to be refreshed");
    }
}

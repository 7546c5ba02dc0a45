namespace Leeway.Grants;

/// <summary>The outcome of a flight or of one attempt: one of the nested types.</summary>
internal abstract class GrantOutcome
{
    private GrantOutcome()
    {
    }

    /// <summary>The state of the grant is certain: it has a token, or it has none.</summary>
    public sealed class Settled(GrantSnapshot snapshot) : GrantOutcome
    {
        public GrantSnapshot Snapshot { get; } = snapshot;
    }

    /// <summary>The authorization server refuses the app: its id or secret, its state, or the grant type.</summary>
    public sealed class Misconfigured(string words) : GrantOutcome
    {
        public string Words { get; } = words;
    }

    /// <summary>The authorization server or the store cannot be used at the moment. The grant is unchanged.</summary>
    public sealed class Unavailable(string detail, bool isPassing, TimeSpan? retryAfter, Exception? exception) : GrantOutcome
    {
        public string Detail { get; } = detail;

        public bool IsPassing { get; } = isPassing;

        public TimeSpan? RetryAfter { get; } = retryAfter;

        public Exception? Exception { get; } = exception;
    }

    /// <summary>Another process has the lease.</summary>
    public sealed class Waiting : GrantOutcome
    {
        public static Waiting Instance { get; } = new();
    }

    /// <summary>The slot was dropped from memory before its flight began. The grant has another slot by now.</summary>
    public sealed class Retired : GrantOutcome
    {
        public static Retired Instance { get; } = new();
    }

    /// <summary>The stored grant changed, or a time window closed, before the token could be sent. Start again.</summary>
    /// <param name="detail">What happened, for the exception of a caller whose timeout passes meanwhile.</param>
    public sealed class Contended(string detail) : GrantOutcome
    {
        public static Contended Changed { get; } = new("Other processes changed the stored grant each time it was about to be refreshed");

        public string Detail { get; } = detail;
    }
}

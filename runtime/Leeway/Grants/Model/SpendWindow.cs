namespace Leeway.Grants;

/// <summary>Decides whether a refresh token may be sent under a recorded spend.</summary>
internal static class SpendWindow
{
    /// <summary>
    /// Uses only the wall clock: timers and timestamps may stop while the machine sleeps, but the server's leeway does not.
    /// If a spend seems to start in the future by more than the margin, its age is unknown.
    /// </summary>
    public static bool IsOpen(PendingSpend spend, DateTimeOffset now, GrantOptions options)
    {
        TimeSpan age = now - spend.StartedAt;
        return age < options.SpendWindow && age >= -options.LeewayMargin;
    }
}

namespace Leeway.Grants;

/// <summary>Whether a refresh token may be sent under a spend that is on record.</summary>
internal static class SpendWindow
{
    /// <summary>
    /// Judges by the wall clock alone: timers and timestamps stand still while a machine sleeps, the server's leeway does not.
    /// A spend that seems to begin in the future by more than the margin has an age that nobody knows.
    /// </summary>
    public static bool IsOpen(PendingSpend spend, DateTimeOffset now, GrantOptions options)
    {
        TimeSpan age = now - spend.StartedAt;
        return age < options.SpendWindow && age >= -options.LeewayMargin;
    }
}

namespace Leeway.Http.Resilience;

/// <summary>What a request carries about the attempts that were made with it.</summary>
internal static class CallAttempts
{
    private static readonly HttpRequestOptionsKey<int> s_key = new("Leeway.Attempts");
    private static readonly HttpRequestOptionsKey<bool> s_doubtKey = new("Leeway.MayHaveBeenCarriedOut");

    /// <summary>The count, the attempt under way included.</summary>
    public static int Of(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out int attempts) ? attempts : 1;

    public static void Set(HttpRequestMessage request, int attempts) => request.Options.Set(s_key, attempts);

    /// <summary>
    /// Whether an attempt before the last one was sent and its outcome is unknown: no response came, or one that does not say whether the
    /// request was carried out. What answers the last attempt may then be a consequence of it.
    /// </summary>
    public static bool MayHaveBeenCarriedOut(HttpRequestMessage request) => request.Options.TryGetValue(s_doubtKey, out bool isInDoubt) && isInDoubt;

    /// <summary>Notes that the outcome of an attempt is unknown, before the next is made.</summary>
    public static void NoteUnknownOutcome(HttpRequestMessage request) => request.Options.Set(s_doubtKey, true);
}

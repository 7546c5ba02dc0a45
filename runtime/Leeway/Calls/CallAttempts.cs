namespace Leeway.Http.Resilience;

/// <summary>What a request carries about the attempts that were made with it.</summary>
internal static class CallAttempts
{
    private static readonly HttpRequestOptionsKey<int> s_key = new("Leeway.Attempts");
    private static readonly HttpRequestOptionsKey<bool> s_doubtKey = new("Leeway.MayHaveBeenCarriedOut");
    private static readonly HttpRequestOptionsKey<int> s_unsentKey = new("Leeway.UnsentAttempt");

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

    /// <summary>
    /// Whether the last attempt ended before the request was sent, or between a refusal of its login or site and sending it again: it was not
    /// carried out.
    /// </summary>
    public static bool WasNotSent(HttpRequestMessage request) =>
        request.Options.TryGetValue(s_unsentKey, out int attempt) && attempt == Of(request);

    /// <summary>Waits for what a request needs before it can be sent, and notes if the attempt ends meanwhile.</summary>
    /// <param name="request">The request, which is not under way.</param>
    /// <param name="needed">What it needs.</param>
    public static async ValueTask<T> BeforeSendingAsync<T>(HttpRequestMessage request, ValueTask<T> needed)
    {
        try
        {
            return await needed.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            request.Options.Set(s_unsentKey, Of(request));
            throw;
        }
    }
}

namespace Leeway.Http.Resilience;

/// <summary>Stores on a request what is known about its attempts.</summary>
internal static class CallAttempts
{
    private static readonly HttpRequestOptionsKey<int> s_key = new("Leeway.Attempts");
    private static readonly HttpRequestOptionsKey<bool> s_doubtKey = new("Leeway.MayHaveBeenCarriedOut");
    private static readonly HttpRequestOptionsKey<int> s_unsentKey = new("Leeway.UnsentAttempt");

    /// <summary>The number of attempts, including the current one.</summary>
    public static int Of(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out int attempts) ? attempts : 1;

    public static void Set(HttpRequestMessage request, int attempts) => request.Options.Set(s_key, attempts);

    /// <summary>
    /// Whether an attempt before the last one was sent and its outcome is unknown: no response arrived, or the response does not show
    /// whether the request was carried out. The last response may then be a consequence of that attempt.
    /// </summary>
    public static bool MayHaveBeenCarriedOut(HttpRequestMessage request) => request.Options.TryGetValue(s_doubtKey, out bool isInDoubt) && isInDoubt;

    /// <summary>Records that the outcome of an attempt is unknown, before the next one is made.</summary>
    public static void NoteUnknownOutcome(HttpRequestMessage request) => request.Options.Set(s_doubtKey, true);

    /// <summary>
    /// Whether the last attempt ended before the request was sent, or after its login or site was refused and before it was sent again.
    /// Then it was not carried out.
    /// </summary>
    public static bool WasNotSent(HttpRequestMessage request) =>
        request.Options.TryGetValue(s_unsentKey, out int attempt) && attempt == Of(request);

    /// <summary>Awaits something that a request needs before it can be sent, and records if the attempt is canceled meanwhile.</summary>
    /// <param name="request">The request, which is not being sent.</param>
    /// <param name="needed">What the request needs.</param>
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

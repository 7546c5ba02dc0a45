namespace Leeway.Http.Resilience;

/// <summary>Says how many times a request was sent.</summary>
internal static class CallAttempts
{
    private static readonly HttpRequestOptionsKey<int> s_key = new("Leeway.Attempts");

    /// <summary>The count, the attempt under way included.</summary>
    public static int Of(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out int attempts) ? attempts : 1;

    public static void Set(HttpRequestMessage request, int attempts) => request.Options.Set(s_key, attempts);
}

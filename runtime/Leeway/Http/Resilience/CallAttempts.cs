namespace Leeway.Http.Resilience;

/// <summary>Says how many times a request was sent, and with what effect.</summary>
internal static class CallAttempts
{
    private static readonly HttpRequestOptionsKey<int> s_key = new("Leeway.Attempts");
    private static readonly HttpRequestOptionsKey<bool> s_mayHaveArrived = new("Leeway.MayHaveArrived");

    /// <summary>The count, the attempt under way included.</summary>
    public static int Of(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out int attempts) ? attempts : 1;

    public static void Set(HttpRequestMessage request, int attempts) => request.Options.Set(s_key, attempts);

    /// <summary>Whether an attempt before the one under way may have reached the server and had an effect.</summary>
    public static bool MayHaveArrived(HttpRequestMessage request) => request.Options.TryGetValue(s_mayHaveArrived, out bool value) && value;

    public static void SetMayHaveArrived(HttpRequestMessage request) => request.Options.Set(s_mayHaveArrived, true);
}

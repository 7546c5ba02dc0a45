using System.Net;

namespace Leeway.Tasks;

/// <summary>Decides when a wait reads the state of a task again.</summary>
internal static class LongTaskPolls
{
    /// <summary>How many times in a row the state is read again after a failure, as calls are repeated.</summary>
    public const int MaxFailures = 4;

    private static readonly Backoff s_pauses = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>The longest time that a failure may ask to wait. Calls that are refused for longer fail, as all calls do.</summary>
    private static readonly TimeSpan s_maxRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Returns the pause after a response or a failure.</summary>
    /// <param name="polls">The number of times that the state was read before.</param>
    /// <param name="failure">The failure; null after a response.</param>
    public static TimeSpan GetPause(int polls, Exception? failure)
    {
        TimeSpan pause = s_pauses.GetPause(polls);
        return FindRetryAfter(failure) is { } asked && asked > pause ? asked : pause;
    }

    /// <summary>Whether the next attempt to read the state may succeed.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        NoResponseException or TokenUnavailableException or RateLimitedException => FindRetryAfter(failure) is not { } asked || asked <= s_maxRetryAfter,
        AtlassianApiException { Status: HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } =>
            FindRetryAfter(failure) is not { } asked || asked <= s_maxRetryAfter,
        _ => false,
    };

    private static TimeSpan? FindRetryAfter(Exception? failure) => failure switch
    {
        AtlassianApiException api => api.RetryAfter,
        TokenUnavailableException token => token.RetryAfter,
        _ => null,
    };
}

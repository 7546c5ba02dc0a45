using System.Net;
using Leeway.Limits;

namespace Leeway.Http.Resilience;

/// <summary>What an attempt came to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="RetryAfter">The least wait that the answer asks for.</param>
/// <param name="Refusal">What a 429 says.</param>
internal readonly record struct AttemptResult(AttemptEnd End, TimeSpan? RetryAfter = null, RateLimitRefusal? Refusal = null)
{
    /// <summary>Tells apart the answers that need no further thought, which are nearly all.</summary>
    public static bool IsFinal(HttpStatusCode status) =>
        status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) && (int)status < 500;

    public static AttemptResult Of(HttpResponseMessage response, DateTimeOffset now)
    {
        if (IsFinal(response.StatusCode))
        {
            return new AttemptResult(AttemptEnd.Final);
        }

        TimeSpan? retryAfter = RateLimitRefusal.FindRetryAfter(response.Headers, now);
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new AttemptResult(AttemptEnd.Limited, retryAfter, RateLimitRefusal.Find(response, now)),
            HttpStatusCode.RequestTimeout
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => new AttemptResult(AttemptEnd.Unavailable, retryAfter),
            _ => new AttemptResult(retryAfter is null ? AttemptEnd.Final : AttemptEnd.Unavailable, retryAfter),
        };
    }

    public static AttemptResult Of(Exception exception) => exception switch
    {
        CallTimeoutException timeout => new AttemptResult(timeout.IsOfWholeCall ? AttemptEnd.Final : AttemptEnd.Lost),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } =>
            new AttemptResult(AttemptEnd.NotSent),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.SecureConnectionError
                or HttpRequestError.UserAuthenticationError
                or HttpRequestError.VersionNegotiationError
                or HttpRequestError.ExtendedConnectNotSupported
                or HttpRequestError.ConfigurationLimitExceeded,
        } => new AttemptResult(AttemptEnd.Final),
        HttpRequestException or IOException => new AttemptResult(AttemptEnd.Lost),

        // What was asked before the call itself, such as which sites there are.
        NoResponseException lookup => new AttemptResult(
            lookup.InnerException is HttpRequestException failure && Of(failure).End == AttemptEnd.Final ? AttemptEnd.Final : AttemptEnd.NotSent),
        RateLimitedException { Scope: RateLimitScope.App or RateLimitScope.Site } => new AttemptResult(AttemptEnd.Final),
        AtlassianApiException { Status: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } error =>
            new AttemptResult(AttemptEnd.NotSent, error.RetryAfter),
        _ => new AttemptResult(AttemptEnd.Final),
    };
}

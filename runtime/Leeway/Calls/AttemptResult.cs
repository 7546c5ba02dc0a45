using System.Net;
using Leeway.Calls;
using Leeway.Limits;
using Polly;
using Polly.Timeout;

namespace Leeway.Http.Resilience;

/// <summary>What an attempt came to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="RetryAfter">The least wait that the answer asks for.</param>
/// <param name="Refusal">What a 429 says.</param>
internal readonly record struct AttemptResult(AttemptEnd End, TimeSpan? RetryAfter = null, RateLimitRefusal? Refusal = null)
{
    /// <summary>Recognizes the responses that are never repeated, which are nearly all.</summary>
    public static bool IsFinal(HttpStatusCode status) =>
        status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) && (int)status < 500;

    /// <summary>
    /// Whether the response does not say if the request was carried out: the server or something before it failed or gave up on the
    /// product. A limiter refuses before the product, also with 503; 501, 505 and 511 say that the request was not understood or did not
    /// leave the network.
    /// </summary>
    public static bool IsOutcomeUnknown(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        501 or 505 or 511 => false,
        503 when !IsOfAtlassian(response) => true,
        503 => RateLimitHeaders.Find(response.Headers)?.Reason is null,
        int status => status is 408 or >= 500,
    };

    public static AttemptResult Of(Outcome<HttpResponseMessage> outcome, DateTimeOffset now) =>
        outcome.Exception is { } exception ? Of(exception) : Of(outcome.Result!, now);

    public static AttemptResult Of(HttpResponseMessage response, DateTimeOffset now)
    {
        if (IsFinal(response.StatusCode))
        {
            return new AttemptResult(AttemptEnd.Final);
        }

        if (RateLimitRefusal.Find(response, now, IsOfAtlassian(response)) is { } refusal)
        {
            return new AttemptResult(AttemptEnd.Limited, refusal.Wait, refusal);
        }

        TimeSpan? retryAfter = RateLimitRefusal.FindRetryAfter(response.Headers, now);
        return response.StatusCode switch
        {
            HttpStatusCode.RequestTimeout
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => new AttemptResult(AttemptEnd.Unavailable, retryAfter),
            _ => new AttemptResult(retryAfter is null ? AttemptEnd.Final : AttemptEnd.Unavailable, retryAfter),
        };
    }

    public static AttemptResult Of(Exception exception) => exception switch
    {
        CallTimeoutException { IsOfWholeCall: true } => new AttemptResult(AttemptEnd.Final),
        CallTimeoutException timeout => new AttemptResult(timeout.WasSent ? AttemptEnd.Lost : AttemptEnd.NotSent),
        TimeoutRejectedException => new AttemptResult(AttemptEnd.Lost),

        // What was asked before the call itself, such as which sites there are.
        NoResponseException { InnerException: { } failure } when ConnectFailure.IsOne(failure) => Of(failure),
        NoResponseException => new AttemptResult(AttemptEnd.NotSent),
        RateLimitedException { Scope: RateLimitScope.App or RateLimitScope.Site } => new AttemptResult(AttemptEnd.Final),
        AtlassianApiException { Status: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } error =>
            new AttemptResult(AttemptEnd.NotSent, error.RetryAfter),

        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            new AttemptResult(ConnectFailure.IsUnknownHost(exception) ? AttemptEnd.Final : AttemptEnd.NotSent),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } =>
            new AttemptResult(AttemptEnd.NotSent),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.SecureConnectionError
                or HttpRequestError.UserAuthenticationError
                or HttpRequestError.VersionNegotiationError
                or HttpRequestError.ExtendedConnectNotSupported
                or HttpRequestError.ConfigurationLimitExceeded,
        } => new AttemptResult(AttemptEnd.Final),
        HttpRequestException when ConnectFailure.IsOfSocket(exception) => new AttemptResult(AttemptEnd.NotSent),
        HttpRequestException or IOException => new AttemptResult(AttemptEnd.Lost),
        _ => new AttemptResult(AttemptEnd.Final),
    };

    private static bool IsOfAtlassian(HttpResponseMessage response) => OperationDescriptor.Of(response.RequestMessage) is not { IsOfAtlassian: false };
}

using Leeway.Calls;
using Leeway.Http.Resilience;
using Leeway.Limits;

namespace Leeway.Http;

/// <summary>
/// Reads rate limits from each response, and holds back calls whose quota is known to be spent. It comes after the routing, which
/// determines the site, and before the login, so that a call that is held back needs no token.
/// </summary>
internal sealed class RateLimitHandler(RateLimits limits, CurrentResilience resilience, TimeProvider time, ResilienceReport report, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (limits.HasStops && resilience.Options.HoldsBackQuotas && limits.FindStop(FindPlace(request)) is { } stop)
        {
            return Task.FromException<HttpResponseMessage>(HoldBack(request, stop));
        }

        Task<HttpResponseMessage> response = base.SendAsync(request, cancellationToken);
        if (!response.IsCompletedSuccessfully)
        {
            return ObserveAsync(request, response);
        }

        Observe(request, response.Result);
        return response;
    }

    private async Task<HttpResponseMessage> ObserveAsync(HttpRequestMessage request, Task<HttpResponseMessage> answer)
    {
        HttpResponseMessage response = await answer.ConfigureAwait(false);
        Observe(request, response);
        return response;
    }

    private void Observe(HttpRequestMessage request, HttpResponseMessage response)
    {
        // The target of a redirect, such as a file host, has other limits.
        if (!ReferenceEquals(response.RequestMessage ??= request, request))
        {
            return;
        }

        if (RateLimitHeaders.Find(response.Headers) is { } headers)
        {
            limits.Observe(FindPlace(request), headers);
            report.LimitsRead(FindProduct(OperationDescriptor.Of(request)), headers);
        }

        bool isOfAtlassian = OperationDescriptor.Of(request) is not { IsOfAtlassian: false };
        if (RateLimitRefusal.Find(response, time.GetUtcNow(), isOfAtlassian) is { } refusal)
        {
            request.Options.Set(RateLimitRefusal.Key, refusal);
            if (resilience.Options.HoldsBackQuotas && refusal.IsQuota && limits.Stop(FindPlace(request), refusal) is { } stop)
            {
                report.QuotaSpent(stop);
            }
        }
    }

    private RateLimitedException HoldBack(HttpRequestMessage request, QuotaStop stop)
    {
        OperationDescriptor? operation = OperationDescriptor.Of(request);
        report.HeldBack(operation, stop);
        string advice = RateLimitAdvice.For(stop.Scope, stop.EndsAt);
        bool isInDoubt = operation is not { IsReadOnly: true } && CallAttempts.MayHaveBeenCarriedOut(request);
        if (isInDoubt)
        {
            advice += " An earlier attempt of this call had no clear outcome and may have been carried out.";
        }

        return new RateLimitedException(
            $"{operation?.ToString() ?? "The call"} was not sent{(isInDoubt ? " again" : "")}, because an earlier call was refused ({stop.Reason}). {advice}")
        {
            OperationId = operation?.Id,
            Scope = stop.Scope,
            Reason = stop.Reason,
            ResetsAt = stop.EndsAt,
            RetryAfter = stop.EndsAt - time.GetUtcNow(),
            Advice = advice,
            WasSent = isInDoubt,
        };
    }

    private static LimitedPlace FindPlace(HttpRequestMessage request) => OperationDescriptor.Of(request) switch
    {
        { IsOfAtlassian: false } operation => LimitedPlace.OfHost(request.RequestUri!, operation.Product),
        { Server: not null } operation => LimitedPlace.OfServer(request.RequestUri!, operation.Product),
        var operation => LimitedPlace.Of(request.RequestUri!, FindProduct(operation)),
    };

    private static string FindProduct(OperationDescriptor? operation) =>
        operation is null ? "" : operation.Server is null ? operation.Gateway : operation.Product;
}

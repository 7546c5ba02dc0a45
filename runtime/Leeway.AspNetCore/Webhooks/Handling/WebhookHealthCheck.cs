using System.Globalization;
using Leeway.Webhooks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// Checks that the store can be read, that the handlers are mapped, that the queue is not nearly full, and that webhooks can be kept registered.
/// </summary>
/// <param name="registration">The registration.</param>
/// <param name="options">The options.</param>
/// <param name="store">The store.</param>
/// <param name="worker">Handles deliveries.</param>
/// <param name="keeper">Keeps webhooks registered; <see langword="null"/> if none are kept.</param>
internal sealed class WebhookHealthCheck(string registration, WebhookOptions options, IWebhookStore store, WebhookWorker worker, JiraWebhookKeeper? keeper)
    : IHealthCheck
{
    private const double MaxUse = 0.8;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        int open;
        try
        {
            open = await store.CountOpenAsync(registration, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The store of webhooks cannot be read, so deliveries are refused.", exception);
        }

        Dictionary<string, object> data = new() { ["open"] = open, ["capacity"] = options.QueueCapacity };
        string text = string.Create(CultureInfo.InvariantCulture, $"{open} of {options.QueueCapacity} deliveries wait to be handled.");
        return worker.Routes is null
            ? HealthCheckResult.Degraded(text + " This process handles none, because MapAtlassianWebhooks was not called.", data: data)
            : open >= MaxUse * options.QueueCapacity
                ? HealthCheckResult.Degraded(text + " Further ones are soon refused: check why handlers fail or are slow.", data: data)
                : CheckKept(text, data);
    }

    private HealthCheckResult CheckKept(string text, Dictionary<string, object> data)
    {
        if (keeper?.Troubles is not { Count: > 0 } troubles)
        {
            return HealthCheckResult.Healthy(text, data);
        }

        data["troubles"] = troubles.Count;
        string more = troubles.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {troubles.Count - 1} more have problems.");
        string first = troubles[0].Grant is { } grant ? $"The webhook of grant '{grant}' has a problem: {troubles[0].Problem}" : troubles[0].Problem;
        return HealthCheckResult.Degraded($"{text} {first}{more}", data: data);
    }
}

using System.Globalization;
using Leeway.Webhooks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Checks that the store can be read, that the handlers are mapped, and that the queue is not nearly full.</summary>
internal sealed class WebhookHealthCheck(string registration, WebhookOptions options, IWebhookStore store, WebhookWorker worker) : IHealthCheck
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
                : HealthCheckResult.Healthy(text, data);
    }
}

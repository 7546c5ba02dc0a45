using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Leeway.Grants;
using Leeway.Telemetry;
using Microsoft.Extensions.Logging;

namespace Leeway.Webhooks;

/// <summary>Reports what happens to kept webhooks: as events, in the log, and as a counter.</summary>
internal sealed class KeptWebhookJournal(IReadOnlyList<IKeptWebhookEvents> handlers, RuntimeEnvironment environment, ILogger logger)
{
    private static readonly TimeSpan s_handlerTimeout = TimeSpan.FromSeconds(10);

    private readonly Counter<long> _changes = environment.Meter.CreateCounter<long>(
        "leeway.webhooks.kept.changes", "{change}", "Changes of the webhooks that are kept registered, by kind.");

    private readonly ConcurrentDictionary<(GrantId Grant, string CloudId), DateTimeOffset> _expired = [];

    public Task ReportAsync(KeptWebhookChange change, KeepingTarget target, long? id, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        string grant = target.Grant.Value;
        switch (change)
        {
            case KeptWebhookChange.Registered:
                KeptWebhookLog.Registered(logger, id, grant, target.CloudId);
                break;
            case KeptWebhookChange.Extended:
                KeptWebhookLog.Extended(logger, id, grant, target.CloudId, expiresAt);
                break;
            case KeptWebhookChange.Deleted:
                KeptWebhookLog.Deleted(logger, id, grant, target.CloudId);
                break;
        }

        return RaiseAsync(Create(change, target.Grant, target.CloudId) with { WebhookId = id, ExpiresAt = expiresAt }, cancellationToken);
    }

    /// <summary>Reports, once, that a webhook expired before it was extended.</summary>
    public async Task ReportExpiredAsync(KeepingTarget target, DateTimeOffset expiredAt, long? id, CancellationToken cancellationToken)
    {
        if (!_expired.TryGetValue((target.Grant, target.CloudId), out DateTimeOffset reported) || reported != expiredAt)
        {
            _expired[(target.Grant, target.CloudId)] = expiredAt;
            KeptWebhookLog.Expired(logger, id, target.Grant.Value, target.CloudId, expiredAt);
            KeptWebhookEvent happened = Create(KeptWebhookChange.Expired, target.Grant, target.CloudId) with { WebhookId = id, ExpiresAt = expiredAt };
            await RaiseAsync(happened, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task ReportFailureAsync(GrantId grant, string cloudId, string problem, Exception exception, CancellationToken cancellationToken)
    {
        KeptWebhookLog.Failed(logger, grant.Value, cloudId, problem, exception);
        return RaiseAsync(Create(KeptWebhookChange.Failed, grant, cloudId) with { Problem = problem }, cancellationToken);
    }

    public Task ReportRecoveryAsync(GrantId grant, string cloudId, CancellationToken cancellationToken)
    {
        KeptWebhookLog.Recovered(logger, grant.Value, cloudId);
        return RaiseAsync(Create(KeptWebhookChange.Recovered, grant, cloudId), cancellationToken);
    }

    private KeptWebhookEvent Create(KeptWebhookChange change, GrantId grant, string cloudId) =>
        new() { Change = change, Grant = grant, CloudId = cloudId, At = environment.Now };

    private async Task RaiseAsync(KeptWebhookEvent happened, CancellationToken cancellationToken)
    {
        _changes.Add(1, RegistrationTag.CreateTags(environment.Registration, new KeyValuePair<string, object?>("leeway.webhook.change", GetName(happened.Change))));
        foreach (IKeptWebhookEvents handler in handlers)
        {
            try
            {
                await BoundedRun.RunAsync(
                    static (call, token) => HandleAsync(call.handler, call.happened, token),
                    (handler, happened),
                    s_handlerTimeout,
                    environment,
                    ("The event handler", null),
                    cancellationToken,
                    mayBlock: true).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                KeptWebhookLog.EventHandlerFailed(logger, happened.Change, happened.Grant.Value, exception);
            }
        }
    }

    private static async ValueTask<bool> HandleAsync(IKeptWebhookEvents handler, KeptWebhookEvent happened, CancellationToken cancellationToken)
    {
        await handler.HandleAsync(happened, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static string GetName(KeptWebhookChange change) => change switch
    {
        KeptWebhookChange.Registered => "registered",
        KeptWebhookChange.Extended => "extended",
        KeptWebhookChange.Expired => "expired",
        KeptWebhookChange.Deleted => "deleted",
        KeptWebhookChange.Failed => "failed",
        _ => "recovered",
    };
}

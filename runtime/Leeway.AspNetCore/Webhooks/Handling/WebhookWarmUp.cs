using Leeway.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// Prepares a process before its server accepts requests. Otherwise the deliveries that arrive right after a start wait until code and statements are
/// compiled, and hold up those after them.
/// </summary>
internal sealed class WebhookWarmUp(
    string registration, WebhookReceiver receiver, IWebhookStore store, WebhookWorker worker, TimeProvider time, ILogger logger) : IHostedService
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    // Not earlier in the life of the host: an application may create the tables in a hosted service that it adds before.
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (worker.Routes is null)
        {
            return;
        }

        using CancellationTokenSource limit = new(s_limit, time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        CancellationToken token = ending.Token;
        try
        {
            // A store may block its thread.
            await Task.Run(() => WarmUpAsync(token), CancellationToken.None).WaitAsync(token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            WebhookLog.NotWarmedUp(logger, exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await receiver.WarmUpAsync().ConfigureAwait(false);
        await store.WarmUpAsync(registration, cancellationToken).ConfigureAwait(false);
    }
}

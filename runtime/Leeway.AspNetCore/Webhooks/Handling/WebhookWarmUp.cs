using Leeway.Webhooks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// Prepares a process before its server accepts requests. Otherwise the deliveries that arrive right after a start wait until code and statements are
/// compiled, and hold up those after them.
/// </summary>
internal sealed class WebhookWarmUp(
    string registration,
    WebhookOptions options,
    WebhookProofs proofs,
    IWebhookStore store,
    WebhookWorker worker,
    IServer? server,
    TimeProvider time,
    ILogger logger) : IHostedService
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// When nothing new was compiled for 100 milliseconds, .NET compiles in the background what has run often, now with optimizations. Later this would
    /// take a processor from the first deliveries.
    /// </summary>
    private static readonly TimeSpan s_settlingTime = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the application has the web server of .NET, and not a server of Windows or one for tests.</summary>
    private bool UsesKestrel => server?.GetType().Assembly == typeof(KestrelServer).Assembly;

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
        try
        {
            using WebhookRehearsal rehearsal = new(options, proofs, time);
            await rehearsal.RunAsync(UsesKestrel, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await store.WarmUpAsync(registration, cancellationToken).ConfigureAwait(false);
        }

        if (UsesKestrel)
        {
            await Task.Delay(s_settlingTime, cancellationToken).ConfigureAwait(false);
        }
    }
}

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
    IWebhookStore store,
    WebhookWorker worker,
    IServer? server,
    TimeProvider time,
    ILogger logger) : IHostedService
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// When nothing new was compiled for 100 milliseconds, .NET begins to count calls, and compiles in the background what has run often since then, now
    /// with optimizations. Later this would take a processor from the first deliveries.
    /// </summary>
    private static readonly TimeSpan s_settlingTime = TimeSpan.FromMilliseconds(200);

    /// <summary>The first round compiles what it runs. The second one, which is much shorter, is counted.</summary>
    private const int Rounds = 2;

    /// <summary>Whether the application has the web server of .NET, and not a server of Windows or one for tests.</summary>
    private bool UsesKestrel => server?.GetType().Assembly == typeof(KestrelServer).Assembly;

    // Not earlier in the life of the host: an application may create the tables in a hosted service that it adds before.
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (worker.Routes is null || !options.WarmsUp)
        {
            return;
        }

        using CancellationTokenSource limit = new(s_limit, time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        long startedAt = time.GetTimestamp();
        for (int round = 0; round < Rounds && time.GetElapsedTime(startedAt) < s_limit / 2; round++)
        {
            bool isReady = await TryAsync(RehearseAsync, ending.Token, cancellationToken).ConfigureAwait(false);
            if (!ending.IsCancellationRequested)
            {
                isReady &= await TryAsync(token => store.WarmUpAsync(registration, token).AsTask(), ending.Token, cancellationToken).ConfigureAwait(false);
            }

            if (!isReady || !UsesKestrel)
            {
                return;
            }

            await Task.Delay(s_settlingTime, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs a step of the preparation. The application starts even if it fails.</summary>
    private async Task<bool> TryAsync(Func<CancellationToken, Task> step, CancellationToken ending, CancellationToken cancellationToken)
    {
        try
        {
            Task running;
            using (ExecutionContext.SuppressFlow())
            {
                // A store may block its thread. What started the host does not apply to the server of the rehearsal.
                running = Task.Run(() => step(ending), CancellationToken.None);
            }

            await running.WaitAsync(ending).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            WebhookLog.NotWarmedUp(logger, exception);
            return false;
        }
    }

    private async Task RehearseAsync(CancellationToken cancellationToken)
    {
        using WebhookRehearsal rehearsal = new(time);
        await rehearsal.RunAsync(UsesKestrel, cancellationToken).ConfigureAwait(false);
    }
}

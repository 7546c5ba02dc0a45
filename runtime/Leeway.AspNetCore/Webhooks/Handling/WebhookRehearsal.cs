using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// Receives and handles deliveries as the application does, so that the code is compiled that each delivery runs. It uses none of the application's
/// handlers, stores and services, and appears in none of its logs, metrics and traces.
/// </summary>
internal sealed class WebhookRehearsal : IDisposable
{
    /// <summary>The name of what measures and traces the rehearsal.</summary>
    public const string TelemetryName = "Leeway.AspNetCore.Rehearsal";

    private readonly WebhookProofs _proofs;
    private readonly TimeProvider _time;
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly RehearsalMeters _meters = new();
    private readonly WebhookWorker _worker;
    private readonly WebhookReceiver _receiver;

    /// <param name="options">The options of the application.</param>
    /// <param name="proofs">The secrets of the application.</param>
    /// <param name="time">The time.</param>
    public WebhookRehearsal(WebhookOptions options, WebhookProofs proofs, TimeProvider time)
    {
        _proofs = proofs;
        _time = time;
        RehearsalStore store = new();
        WebhookInstruments instruments = new(_meters, "");
        _worker = new WebhookWorker("", options, store, instruments, _services.GetRequiredService<IServiceScopeFactory>(), time, NullLogger.Instance)
        {
            Routes = new WebhookRoutes().On<WebhookEvent>(static async (_, _, _) => await Task.Yield()),
        };
        _receiver = new WebhookReceiver("", options, proofs, store, _worker, instruments, time, NullLogger.Instance);
    }

    /// <summary>Receives and handles deliveries.</summary>
    /// <param name="usesKestrel">Whether the requests are sent to a server of the kind that the application has.</param>
    /// <param name="cancellationToken">Stops the rehearsal.</param>
    public async Task RunAsync(bool usesKestrel, CancellationToken cancellationToken)
    {
        if (_proofs.CreateToken() is not { } token)
        {
            return;
        }

        byte[] body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
            {
              "timestamp":{{{_time.GetUtcNow().ToUnixTimeMilliseconds()}}},
              "webhookEvent":"jira:issue_updated",
              "user":{"accountId":"1","displayName":"","active":true},
              "issue":{"id":"1","self":"https://example.atlassian.net/rest/api/2/issue/1","key":"A-1","fields":{"summary":""} },
              "changelog":{"id":"1","items":[{"field":"summary","fieldtype":"jira","from":null,"fromString":"","to":null,"toString":""}]},
              "matchedWebhookIds":[]
            }
            """));
        await _worker.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WaitForWorkerAsync(cancellationToken).ConfigureAwait(false);
            if (usesKestrel)
            {
                await RehearsalServer.RunAsync(token, body, _receiver.ReceiveAsync, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _receiver.ReceiveAsync(CreateContext(token, body)).ConfigureAwait(false);
            }
        }
        finally
        {
            await _worker.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _worker.Dispose();
        _meters.Dispose();
        _services.Dispose();
    }

    /// <summary>The worker opens its slots on a thread of the pool. What arrives earlier would not be handled.</summary>
    private async Task WaitForWorkerAsync(CancellationToken cancellationToken)
    {
        while (!_worker.TryTakeSlot())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        _worker.ReturnSlot();
    }

    private static DefaultHttpContext CreateContext(string token, byte[] body)
    {
        DefaultHttpContext context = new();
        context.Request.Headers.Authorization = $"Bearer {token}";
        context.Request.Body = new MemoryStream(body);
        return context;
    }
}

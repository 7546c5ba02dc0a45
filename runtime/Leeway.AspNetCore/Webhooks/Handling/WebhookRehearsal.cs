using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// Receives and handles deliveries as an application does, so that the code that each delivery runs is already compiled. It uses none of the
/// application's handlers, stores, services and secrets, and appears in none of its logs, metrics and traces.
/// </summary>
internal sealed class WebhookRehearsal : IDisposable
{
    /// <summary>The name of the meter and the sources. Applications may listen to all whose names begin with Leeway or Microsoft.</summary>
    public const string TelemetryName = "WebhookRehearsal";

    private readonly TimeProvider _time;
    private readonly WebhookProofs _proofs;
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly RehearsalMeters _meters = new();
    private readonly WebhookWorker _worker;
    private readonly WebhookReceiver _receiver;

    public WebhookRehearsal(TimeProvider time)
    {
        WebhookOptions options = new();
        _time = time;

        // A secret of its own: a process that reads the requests on this machine cannot forge deliveries to the application.
        _proofs = new WebhookProofs([RandomNumberGenerator.GetBytes(32)], [], options.ClockSkew, time);
        RehearsalStore store = new();
        WebhookInstruments instruments = new(_meters, "");
        _worker = new WebhookWorker("", options, store, instruments, _services.GetRequiredService<IServiceScopeFactory>(), time, NullLogger.Instance)
        {
            Routes = new WebhookRoutes().On<WebhookEvent>(static async (_, _, _) => await Task.Yield()),
        };
        _receiver = new WebhookReceiver("", options, _proofs, store, _worker, instruments, time, NullLogger.Instance);
    }

    /// <summary>Receives and handles deliveries.</summary>
    /// <param name="usesKestrel">Whether the requests are sent to a server of the kind that the application has.</param>
    /// <param name="cancellationToken">Stops the rehearsal.</param>
    /// <exception cref="InvalidOperationException">A request was refused.</exception>
    public async Task RunAsync(bool usesKestrel, CancellationToken cancellationToken)
    {
        string token = _proofs.CreateToken()!;
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

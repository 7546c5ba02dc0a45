using Microsoft.Extensions.Hosting;

namespace Leeway.Webhooks;

/// <summary>Keeps webhooks registered while the host runs.</summary>
internal sealed class JiraWebhookKeepingService(JiraWebhookKeeper keeper) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(stoppingToken);
}

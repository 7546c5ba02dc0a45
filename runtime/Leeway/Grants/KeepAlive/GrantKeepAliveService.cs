using Microsoft.Extensions.Hosting;

namespace Leeway.Grants;

/// <summary>Runs the keep-alive while the host runs.</summary>
internal sealed class GrantKeepAliveService(GrantKeepAlive keepAlive) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keepAlive.RunAsync(stoppingToken);
}

using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace ConnectJira;

/// <summary>Creates or updates the tables when the application starts.</summary>
internal sealed class DatabaseMigration(IDbContextFactory<GrantDbContext> grants, IDbContextFactory<WebhookDbContext> webhooks) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await MigrateAsync(grants, cancellationToken);
        await MigrateAsync(webhooks, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task MigrateAsync<TContext>(IDbContextFactory<TContext> factory, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        await using TContext context = await factory.CreateDbContextAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }
}

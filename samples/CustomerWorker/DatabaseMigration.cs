using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CustomerWorker;

/// <summary>Creates or updates the table of grants when the worker starts.</summary>
internal sealed class DatabaseMigration(IDbContextFactory<GrantDbContext> contexts) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using GrantDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

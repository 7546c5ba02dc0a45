using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>
/// A context that contains only the tables of webhooks. Its migrations work with every relational provider. Apply them with
/// <c>context.Database.MigrateAsync()</c>.
/// </summary>
/// <param name="options">The provider and the connection.</param>
public sealed class WebhookDbContext(DbContextOptions<WebhookDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddLeewayWebhooks();
}

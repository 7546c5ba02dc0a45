using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>
/// A context with the table of grants and nothing else. Its migrations are made for every relational provider:
/// <c>context.Database.MigrateAsync()</c> applies them.
/// </summary>
/// <param name="options">The provider and how to reach the database.</param>
public sealed class GrantDbContext(DbContextOptions<GrantDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddLeewayGrants();
}

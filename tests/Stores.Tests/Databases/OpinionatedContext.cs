using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Leeway.Stores.Tests.Databases;

/// <summary>A context of an application that has views of its own on every string, every row and every table.</summary>
internal sealed class OpinionatedContext(DbContextOptions<OpinionatedContext> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<string>().HaveMaxLength(50);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("application");
        modelBuilder.AddLeewayGrants("atlassian_grants");
        modelBuilder.Entity<GrantRow>().HasQueryFilter(static row => row.Version < 0);
    }
}

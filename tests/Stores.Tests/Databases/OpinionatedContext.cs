using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Leeway.Stores.Tests.Databases;

/// <summary>A context of an application with its own conventions for strings, filters and schemas.</summary>
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

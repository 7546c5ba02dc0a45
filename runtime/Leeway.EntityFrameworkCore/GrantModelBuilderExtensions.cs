using Leeway.EntityFrameworkCore;
using Leeway.Grants;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Extension methods to add the grant table to the model of an application.</summary>
public static class GrantModelBuilderExtensions
{
    /// <summary>The default name of the table.</summary>
    public const string DefaultTable = "leeway_grants";

    // Overrides conventions of the application for strings.
    private const int Unlimited = -1;

    /// <summary>
    /// Maps the grant table. Call it in <see cref="DbContext.OnModelCreating"/>; the migrations of the context then create the table.
    /// </summary>
    /// <remarks>
    /// The provider chooses the column types. Ids are compared by ordinal. If the database ignores case, as SQL Server and MySQL do by
    /// default, use a binary collation for the column <c>id</c>. Query filters of the model do not apply to Leeway's reads and writes.
    /// </remarks>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="table">The name of the table.</param>
    /// <param name="schema">The schema of the table; <see langword="null"/> for the default schema of the model.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddLeewayGrants(this ModelBuilder modelBuilder, string table = DefaultTable, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentException.ThrowIfNullOrEmpty(table);
        return modelBuilder.Entity<GrantRow>(row =>
        {
            row.ToTable(table, schema);
            row.HasKey(static r => r.Id);
            row.Property(static r => r.Id).HasColumnName("id").HasMaxLength(GrantId.MaxLength);
            row.Property(static r => r.Version).HasColumnName("version").ValueGeneratedNever();
            row.Property(static r => r.Document).HasColumnName("document").HasMaxLength(Unlimited);
            row.Property(static r => r.IdleSince).HasColumnName("idle_since");
            row.Property(static r => r.OpenSince).HasColumnName("open_since");
            row.Property(static r => r.LeaseOwner).HasColumnName("lease_owner").HasMaxLength(256);
            row.Property(static r => r.LeaseEndsAt).HasColumnName("lease_ends_at");
            row.HasIndex(static r => new { r.IdleSince, r.Id });
            row.HasIndex(static r => new { r.OpenSince, r.Id });
        });
    }
}

using Leeway.EntityFrameworkCore;
using Leeway.Grants;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Puts the table of grants into an application's own model.</summary>
public static class GrantModelBuilderExtensions
{
    /// <summary>The table's name unless told otherwise.</summary>
    public const string DefaultTable = "leeway_grants";

    // Whatever the application's conventions say of strings.
    private const int Unlimited = -1;

    /// <summary>
    /// Maps the table of grants: to be called in <see cref="DbContext.OnModelCreating"/>. The context's own migrations make the table then.
    /// </summary>
    /// <remarks>
    /// Column types are the provider's. Ids are compared by ordinal: where the database ignores case, as SQL Server and MySQL do by
    /// default, give the column <c>id</c> a binary collation. Query filters of the model do not apply to what Leeway reads and writes.
    /// </remarks>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="schema">The table's schema; the model's default where it is <see langword="null"/>.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddLeewayGrants(this ModelBuilder modelBuilder, string table = DefaultTable, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentException.ThrowIfNullOrEmpty(table);
        return modelBuilder.Entity<GrantRow>(row =>
        {
            row.ToTable(table, schema);
            row.HasKey(static r => r.Id);
            row.Property(static r => r.Id).HasColumnName("id").HasMaxLength(GrantId.MaximumLength);
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

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leeway.EntityFrameworkCore.Migrations;

/// <summary>The model after all migrations. The next migration is based on it.</summary>
[DbContext(typeof(GrantDbContext))]
internal sealed class GrantDbContextModelSnapshot : ModelSnapshot
{
    /// <inheritdoc/>
    protected override void BuildModel(ModelBuilder modelBuilder) =>
        modelBuilder.Entity("Leeway.EntityFrameworkCore.GrantRow", static row =>
        {
            row.ToTable("leeway_grants");
            row.Property<string>("Id").HasColumnName("id").HasMaxLength(256);
            row.Property<long>("Version").HasColumnName("version").ValueGeneratedNever();
            row.Property<string>("Document").HasColumnName("document");
            row.Property<DateTime?>("IdleSince").HasColumnName("idle_since");
            row.Property<DateTime?>("OpenSince").HasColumnName("open_since");
            row.Property<string>("LeaseOwner").HasColumnName("lease_owner").HasMaxLength(256);
            row.Property<DateTime?>("LeaseEndsAt").HasColumnName("lease_ends_at");
            row.HasKey("Id");
            row.HasIndex("IdleSince", "Id");
            row.HasIndex("OpenSince", "Id");
        });
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leeway.EntityFrameworkCore.Migrations;

/// <summary>The model after all migrations. The next migration is based on it.</summary>
[DbContext(typeof(WebhookDbContext))]
internal sealed class WebhookDbContextModelSnapshot : ModelSnapshot
{
    /// <inheritdoc/>
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity("Leeway.EntityFrameworkCore.WebhookRow", static row =>
        {
            row.ToTable("leeway_webhooks");
            row.Property<string>("Id").HasColumnName("id").HasMaxLength(64);
            row.Property<string>("Fingerprint").IsRequired().HasColumnName("fingerprint").HasMaxLength(64);
            row.Property<string>("Registration").IsRequired().HasColumnName("registration").HasMaxLength(256);
            row.Property<string>("Site").IsRequired().HasColumnName("site");
            row.Property<string>("Identifier").IsRequired().HasColumnName("identifier").HasMaxLength(256);
            row.Property<string>("Body").HasColumnName("body");
            row.Property<DateTime>("ReceivedAt").HasColumnName("received_at");
            row.Property<int>("RetryCount").HasColumnName("retry_count");
            row.Property<string>("Flow").HasColumnName("flow").HasMaxLength(256);
            row.Property<DateTime?>("DueAt").HasColumnName("due_at");
            row.Property<string>("Owner").HasColumnName("owner").HasMaxLength(64);
            row.Property<int>("Attempts").HasColumnName("attempts");
            row.HasKey("Id");
            row.HasIndex("Fingerprint").IsUnique();
            row.HasIndex("Registration", "DueAt", "ReceivedAt");
        });
        modelBuilder.Entity("Leeway.EntityFrameworkCore.KeptWebhookRow", static row =>
        {
            row.ToTable("leeway_kept_webhooks");
            row.Property<string>("GrantId").HasColumnName("grant_id").HasMaxLength(256);
            row.Property<string>("CloudId").HasColumnName("cloud_id").HasMaxLength(64);
            row.Property<long>("Version").HasColumnName("version");
            row.Property<string>("Site").HasColumnName("site");
            row.Property<long?>("WebhookId").HasColumnName("webhook_id");
            row.Property<string>("Fingerprint").HasColumnName("fingerprint").HasMaxLength(64);
            row.Property<string>("Url").HasColumnName("url");
            row.Property<DateTime?>("ExpiresAt").HasColumnName("expires_at");
            row.Property<string>("ObsoleteIds").HasColumnName("obsolete_ids");
            row.Property<string>("Attempts").HasColumnName("attempts");
            row.Property<DateTime?>("CheckedAt").HasColumnName("checked_at");
            row.Property<string>("Family").HasColumnName("family").HasMaxLength(256);
            row.Property<DateTime?>("BusyUntil").HasColumnName("busy_until");
            row.Property<DateTime?>("LeavingSince").HasColumnName("leaving_since");
            row.HasKey("GrantId", "CloudId");
            row.HasIndex("CloudId");
            row.HasIndex("WebhookId");
        });
    }
}

using Leeway.EntityFrameworkCore;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Extension methods to add the webhook table to the model of an application.</summary>
public static class WebhookModelBuilderExtensions
{
    /// <summary>The default name of the table of deliveries.</summary>
    public const string DefaultTable = "leeway_webhooks";

    /// <summary>The default name of the table of webhooks that are kept registered.</summary>
    public const string DefaultKeptTable = "leeway_kept_webhooks";

    // The digests in hexadecimal digits.
    internal const int KeyLength = 64;

    internal const int TextLength = 256;

    // Overrides conventions of the application for strings.
    private const int Unlimited = -1;

    /// <summary>
    /// Maps the tables of webhooks: that of deliveries, and that of webhooks that are kept registered. Call it in <see
    /// cref="DbContext.OnModelCreating"/>; the migrations of the context then create the tables.
    /// </summary>
    /// <remarks>The provider chooses the column types. Query filters of the model do not apply to Leeway's reads and writes.</remarks>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="table">The name of the table of deliveries.</param>
    /// <param name="schema">The schema of the tables; <see langword="null"/> for the default schema of the model.</param>
    /// <param name="keptTable">The name of the table of webhooks that are kept registered.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddLeewayWebhooks(this ModelBuilder modelBuilder, string table = DefaultTable, string? schema = null, string keptTable = DefaultKeptTable)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentException.ThrowIfNullOrEmpty(table);
        ArgumentException.ThrowIfNullOrEmpty(keptTable);
        modelBuilder.Entity<KeptWebhookRow>(row =>
        {
            row.ToTable(keptTable, schema);
            row.HasKey(static r => new { r.GrantId, r.CloudId });
            row.Property(static r => r.GrantId).HasColumnName("grant_id").HasMaxLength(TextLength);
            row.Property(static r => r.CloudId).HasColumnName("cloud_id").HasMaxLength(KeyLength);
            row.Property(static r => r.Version).HasColumnName("version");
            row.Property(static r => r.Site).HasColumnName("site").HasMaxLength(Unlimited);
            row.Property(static r => r.WebhookId).HasColumnName("webhook_id");
            row.Property(static r => r.Fingerprint).HasColumnName("fingerprint").HasMaxLength(KeyLength);
            row.Property(static r => r.Url).HasColumnName("url").HasMaxLength(Unlimited);
            row.Property(static r => r.ExpiresAt).HasColumnName("expires_at");
            row.Property(static r => r.ObsoleteIds).HasColumnName("obsolete_ids").HasMaxLength(Unlimited);
            row.Property(static r => r.Attempts).HasColumnName("attempts").HasMaxLength(Unlimited);
            row.Property(static r => r.CheckedAt).HasColumnName("checked_at");
            row.Property(static r => r.Family).HasColumnName("family").HasMaxLength(TextLength);
            row.Property(static r => r.BusyUntil).HasColumnName("busy_until");
            row.Property(static r => r.LeavingSince).HasColumnName("leaving_since");
            row.HasIndex(static r => r.CloudId);
            row.HasIndex(static r => r.WebhookId);
        });
        return modelBuilder.Entity<WebhookRow>(row =>
        {
            row.ToTable(table, schema);
            row.HasKey(static r => r.Id);
            row.Property(static r => r.Id).HasColumnName("id").HasMaxLength(KeyLength);
            row.Property(static r => r.Fingerprint).HasColumnName("fingerprint").HasMaxLength(KeyLength);
            row.Property(static r => r.Registration).HasColumnName("registration").HasMaxLength(TextLength);
            row.Property(static r => r.Site).HasColumnName("site").HasMaxLength(Unlimited);
            row.Property(static r => r.Identifier).HasColumnName("identifier").HasMaxLength(TextLength);
            row.Property(static r => r.Body).HasColumnName("body").HasMaxLength(Unlimited);
            row.Property(static r => r.ReceivedAt).HasColumnName("received_at");
            row.Property(static r => r.RetryCount).HasColumnName("retry_count");
            row.Property(static r => r.Flow).HasColumnName("flow").HasMaxLength(TextLength);
            row.Property(static r => r.DueAt).HasColumnName("due_at");
            row.Property(static r => r.Owner).HasColumnName("owner").HasMaxLength(KeyLength);
            row.Property(static r => r.Attempts).HasColumnName("attempts");
            row.HasIndex(static r => r.Fingerprint).IsUnique();
            row.HasIndex(static r => new { r.Registration, r.DueAt, r.ReceivedAt });
        });
    }
}

using Leeway.EntityFrameworkCore;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Extension methods to add the webhook table to the model of an application.</summary>
public static class WebhookModelBuilderExtensions
{
    /// <summary>The default name of the table.</summary>
    public const string DefaultTable = "leeway_webhooks";

    // The digests in hexadecimal digits.
    internal const int KeyLength = 64;

    internal const int TextLength = 256;

    // Overrides conventions of the application for strings.
    private const int Unlimited = -1;

    /// <summary>
    /// Maps the webhook table. Call it in <see cref="DbContext.OnModelCreating"/>; the migrations of the context then create the table.
    /// </summary>
    /// <remarks>The provider chooses the column types. Query filters of the model do not apply to Leeway's reads and writes.</remarks>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="table">The name of the table.</param>
    /// <param name="schema">The schema of the table; <see langword="null"/> for the default schema of the model.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddLeewayWebhooks(this ModelBuilder modelBuilder, string table = DefaultTable, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentException.ThrowIfNullOrEmpty(table);
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

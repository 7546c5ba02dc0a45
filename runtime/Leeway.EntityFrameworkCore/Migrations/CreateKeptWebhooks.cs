using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leeway.EntityFrameworkCore.Migrations;

/// <summary>Creates the table of kept webhooks. The columns have no explicit types, so that each provider uses its own.</summary>
[DbContext(typeof(WebhookDbContext))]
[Migration("20261130000000_LeewayCreateKeptWebhooks")]
internal sealed class CreateKeptWebhooks : Migration
{
    private const string Table = WebhookModelBuilderExtensions.DefaultKeptTable;

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Table,
            static table => new
            {
                grant_id = table.Column<string>(maxLength: WebhookModelBuilderExtensions.TextLength),
                cloud_id = table.Column<string>(maxLength: WebhookModelBuilderExtensions.KeyLength),
                version = table.Column<long>(),
                site = table.Column<string>(nullable: true),
                webhook_id = table.Column<long>(nullable: true),
                fingerprint = table.Column<string>(maxLength: WebhookModelBuilderExtensions.KeyLength, nullable: true),
                url = table.Column<string>(nullable: true),
                expires_at = table.Column<DateTime>(nullable: true),
                obsolete_ids = table.Column<string>(nullable: true),
                attempts = table.Column<string>(nullable: true),
                checked_at = table.Column<DateTime>(nullable: true),
                family = table.Column<string>(maxLength: WebhookModelBuilderExtensions.TextLength, nullable: true),
                busy_until = table.Column<DateTime>(nullable: true),
                leaving_since = table.Column<DateTime>(nullable: true),
            },
            constraints: static table => table.PrimaryKey("PK_leeway_kept_webhooks", static row => new { row.grant_id, row.cloud_id }));
        migrationBuilder.CreateIndex("IX_leeway_kept_webhooks_cloud_id", Table, "cloud_id");
        migrationBuilder.CreateIndex("IX_leeway_kept_webhooks_webhook_id", Table, "webhook_id");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(Table);
}

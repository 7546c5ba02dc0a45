using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leeway.EntityFrameworkCore.Migrations;

/// <summary>Creates the webhook table. The columns have no explicit types, so that each provider uses its own.</summary>
[DbContext(typeof(WebhookDbContext))]
[Migration("20261129000000_LeewayCreateWebhooks")]
internal sealed class CreateWebhooks : Migration
{
    private const string Table = WebhookModelBuilderExtensions.DefaultTable;

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Table,
            static table => new
            {
                id = table.Column<string>(maxLength: WebhookModelBuilderExtensions.KeyLength),
                fingerprint = table.Column<string>(maxLength: WebhookModelBuilderExtensions.KeyLength),
                registration = table.Column<string>(maxLength: WebhookModelBuilderExtensions.TextLength),
                site = table.Column<string>(),
                identifier = table.Column<string>(maxLength: WebhookModelBuilderExtensions.TextLength),
                body = table.Column<string>(nullable: true),
                received_at = table.Column<DateTime>(),
                retry_count = table.Column<int>(),
                flow = table.Column<string>(maxLength: WebhookModelBuilderExtensions.TextLength, nullable: true),
                due_at = table.Column<DateTime>(nullable: true),
                owner = table.Column<string>(maxLength: WebhookModelBuilderExtensions.KeyLength, nullable: true),
                attempts = table.Column<int>(),
            },
            constraints: static table => table.PrimaryKey("PK_leeway_webhooks", static row => row.id));
        migrationBuilder.CreateIndex("IX_leeway_webhooks_fingerprint", Table, "fingerprint", unique: true);
        migrationBuilder.CreateIndex("IX_leeway_webhooks_registration_due_at_received_at", Table, ["registration", "due_at", "received_at"]);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(Table);
}

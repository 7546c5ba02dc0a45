using Leeway.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leeway.EntityFrameworkCore.Migrations;

/// <summary>Creates the grant table. The columns have no explicit types, so that each provider uses its own.</summary>
[DbContext(typeof(GrantDbContext))]
[Migration("20261101000000_LeewayCreateGrants")]
internal sealed class CreateGrants : Migration
{
    private const string Table = GrantModelBuilderExtensions.DefaultTable;

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Table,
            static table => new
            {
                id = table.Column<string>(maxLength: GrantId.MaxLength),
                version = table.Column<long>(),
                document = table.Column<string>(nullable: true),
                idle_since = table.Column<DateTime>(nullable: true),
                open_since = table.Column<DateTime>(nullable: true),
                lease_owner = table.Column<string>(maxLength: 256, nullable: true),
                lease_ends_at = table.Column<DateTime>(nullable: true),
            },
            constraints: static table => table.PrimaryKey("PK_leeway_grants", static row => row.id));
        migrationBuilder.CreateIndex("IX_leeway_grants_idle_since_id", Table, ["idle_since", "id"]);
        migrationBuilder.CreateIndex("IX_leeway_grants_open_since_id", Table, ["open_since", "id"]);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(Table);
}

using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace ConnectJira;

/// <summary>The database of the application: SQLite, or PostgreSQL if its connection string is configured.</summary>
internal static class Database
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddPooledDbContextFactory<GrantDbContext>(UseDatabase);
        builder.Services.AddPooledDbContextFactory<WebhookDbContext>(UseDatabase);

        // Added first, so that the tables exist when the other services start.
        builder.Services.AddHostedService<DatabaseMigration>();

        void UseDatabase(DbContextOptionsBuilder options)
        {
            if (builder.Configuration.GetConnectionString("PostgreSQL") is { Length: > 0 } postgres)
            {
                options.UseNpgsql(postgres);
            }
            else
            {
                options.UseSqlite(builder.Configuration.GetConnectionString("SQLite"));
            }
        }
    }
}

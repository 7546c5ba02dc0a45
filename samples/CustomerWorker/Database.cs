using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CustomerWorker;

/// <summary>The database with the grants of the customers: PostgreSQL if its connection string is configured, or SQLite.</summary>
internal static class Database
{
    public static void AddDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddPooledDbContextFactory<GrantDbContext>(options =>
        {
            if (builder.Configuration.GetConnectionString("PostgreSQL") is { Length: > 0 } postgres)
            {
                options.UseNpgsql(postgres);
            }
            else
            {
                options.UseSqlite(builder.Configuration.GetConnectionString("SQLite"));
            }
        });

        // Added first, so that the table exists when the other services start.
        builder.Services.AddHostedService<DatabaseMigration>();
    }
}

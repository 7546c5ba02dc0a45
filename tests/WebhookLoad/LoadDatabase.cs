using Leeway.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leeway.WebhookLoad;

/// <summary>A temporary database: on the server in LEEWAY_POSTGRES, or a file of SQLite.</summary>
/// <param name="ConnectionString">How the receiver connects.</param>
/// <param name="IsSqlite">Whether it is SQLite.</param>
internal sealed record LoadDatabase(string ConnectionString, bool IsSqlite)
{
    private const string Variable = "LEEWAY_POSTGRES";

    public static async Task<LoadDatabase> CreateAsync(string folder, bool usesSqlite)
    {
        LoadDatabase database = !usesSqlite && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
            ? new LoadDatabase(new NpgsqlConnectionStringBuilder(server) { Database = $"leeway_load_{Guid.NewGuid():N}" }.ToString(), false)
            : new LoadDatabase(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "webhooks.db") }.ToString(), true);
        await using WebhookDbContext context = database.Connect();
        await context.Database.MigrateAsync();
        return database;
    }

    public async Task DeleteAsync()
    {
        await using WebhookDbContext context = Connect();
        await context.Database.EnsureDeletedAsync();
    }

    public void Configure(DbContextOptionsBuilder options)
    {
        if (IsSqlite)
        {
            options.UseSqlite(ConnectionString);
        }
        else
        {
            options.UseNpgsql(ConnectionString);
        }
    }

    private WebhookDbContext Connect()
    {
        DbContextOptionsBuilder<WebhookDbContext> options = new();
        Configure(options);
        return new WebhookDbContext(options.Options);
    }
}

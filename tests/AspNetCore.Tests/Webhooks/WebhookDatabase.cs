using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>A database that is deleted after the test: a file of SQLite, or one on the server in LEEWAY_POSTGRES.</summary>
internal sealed class WebhookDatabase : IDisposable
{
    private const string Variable = "LEEWAY_POSTGRES";

    private readonly DatabaseFile _file = new();
    private readonly string? _server;
    private readonly string _name = $"leeway_{Guid.NewGuid():N}";

    /// <summary>Skips the test if it needs a server and there is none.</summary>
    public WebhookDatabase(TestStore store)
    {
        if (store == TestStore.Postgres)
        {
            _server = Environment.GetEnvironmentVariable(Variable);
            Assert.SkipWhen(string.IsNullOrEmpty(_server), $"{Variable} is not set to the connection string of a PostgreSQL server. Run the tests with build/with-postgres.");
        }
    }

    public void Use(DbContextOptionsBuilder options)
    {
        if (_server is null)
        {
            options.UseSqlite($"Data Source={_file.Path};Pooling=false");
        }
        else
        {
            options.UseNpgsql(new NpgsqlConnectionStringBuilder(_server) { Database = _name, Pooling = false }.ToString());
        }
    }

    public void Dispose()
    {
        if (_server is not null)
        {
            using WebhookDbContext context = Connect();
            context.Database.EnsureDeleted();
        }

        _file.Dispose();
    }

    private WebhookDbContext Connect()
    {
        DbContextOptionsBuilder<WebhookDbContext> options = new();
        Use(options);
        return new WebhookDbContext(options.Options);
    }
}

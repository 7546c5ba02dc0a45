using System.Diagnostics;
using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leeway.Cluster;

/// <summary>A temporary database on the server in LEEWAY_POSTGRES.</summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    public const string Variable = "LEEWAY_POSTGRES";
    public const string RestartVariable = "LEEWAY_POSTGRES_RESTART";

    private readonly string _server;
    private readonly string _name = "leeway_cluster_" + Guid.NewGuid().ToString("N");

    private ClusterDatabase(string server) => _server = server;

    /// <summary>The connection string of one node. The pool is small enough for eight nodes.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name, MaxPoolSize = 20 }.ToString();

    /// <summary>The command that restarts the server; <see langword="null"/> if the run must not restart it.</summary>
    public static string? RestartCommand => Environment.GetEnvironmentVariable(RestartVariable) is { Length: > 0 } command ? command : null;

    public static async Task<ClusterDatabase> CreateAsync(string server)
    {
        ClusterDatabase database = new(server);
        await database.ExecuteOnServerAsync($"CREATE DATABASE {database._name}");
        await using GrantDbContext context = new(new DbContextOptionsBuilder<GrantDbContext>().UseNpgsql(database.ConnectionString).Options);
        await context.Database.MigrateAsync();
        return database;
    }

    public static async Task RestartServerAsync()
    {
        using Process shell = Process.Start(new ProcessStartInfo("bash", ["-c", RestartCommand!]) { RedirectStandardOutput = true })!;
        await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"PostgreSQL did not restart: the command in {RestartVariable} exited with {shell.ExitCode}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteOnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    private async Task ExecuteOnServerAsync(string sql)
    {
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ToString());
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name is generated above.
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leeway.Stores.Tests.Databases;

public sealed class PostgresDatabase : TestDatabase
{
    private const string Variable = "LEEWAY_POSTGRES";

    private readonly string _server = "";
    private readonly string _name = "leeway_" + Guid.NewGuid().ToString("N");

    public PostgresDatabase()
    {
        _server = SkipWithoutServer();
        ExecuteOnServer($"CREATE DATABASE {_name}");
        Migrate();
    }

    /// <summary>Returns the connection string of the server, or skips the test if there is none.</summary>
    public static string SkipWithoutServer()
    {
        string server = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(server.Length == 0, $"{Variable} is not set to the connection string of a PostgreSQL server. Run the tests with build/with-postgres.");
        return server;
    }

    public override string Explain => "EXPLAIN ";

    public override string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ToString();

    public override void Use(DbContextOptionsBuilder options, bool isReadOnly = false) => options.UseNpgsql(
        isReadOnly ? new NpgsqlConnectionStringBuilder(ConnectionString) { Options = "-c default_transaction_read_only=on" }.ToString() : ConnectionString);

    public override bool IsScan(string planLine) => planLine.Contains("Seq Scan", StringComparison.Ordinal);

    public override void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server.Length > 0)
        {
            ExecuteOnServer($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }
    }

    private void ExecuteOnServer(string sql)
    {
        using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ToString());
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}

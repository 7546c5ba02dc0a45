using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Leeway.Stores.Tests.Databases;

public sealed class SqliteDatabase : TestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leeway-");

    public SqliteDatabase() => Migrate();

    public string Path => System.IO.Path.Combine(_folder.FullName, "grants.db");

    public override string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path }.ToString();

    public override string Explain => "EXPLAIN QUERY PLAN ";

    public override void Use(DbContextOptionsBuilder options, bool isReadOnly = false) =>
        options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path, Mode = isReadOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate }.ToString());

    public override bool IsScan(string planLine) => planLine.StartsWith("SCAN l", StringComparison.Ordinal);

    public override void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leeway.Stores.Tests.Databases;

/// <summary>A temporary database for one test, with the grant table.</summary>
public abstract class TestDatabase : IDisposable
{
    public byte[] Key { get; } = AesGcmTokenProtector.CreateKey();

    public abstract string ConnectionString { get; }

    /// <summary>The prefix that makes the engine explain how it executes a statement.</summary>
    public abstract string Explain { get; }

    public abstract void Use(DbContextOptionsBuilder options, bool isReadOnly = false);

    /// <summary>Whether a line of a plan scans the table without an index.</summary>
    public abstract bool IsScan(string planLine);

    public abstract void Dispose();

    public IDbContextFactory<GrantDbContext> Contexts(bool isReadOnly = false, params IInterceptor[] interceptors)
    {
        DbContextOptionsBuilder<GrantDbContext> options = new();
        Use(options, isReadOnly);
        return new PooledDbContextFactory<GrantDbContext>(options.AddInterceptors(interceptors).Options);
    }

    public DatabaseGrantStore<GrantDbContext> Open(params IInterceptor[] interceptors) =>
        new(Contexts(isReadOnly: false, interceptors), new AesGcmTokenProtector(Key));

    public int Execute(string sql)
    {
        using GrantDbContext context = Contexts().CreateDbContext();
        return context.Database.ExecuteSqlRaw(sql);
    }

    public IReadOnlyList<string> Query(string sql)
    {
        using GrantDbContext context = Contexts().CreateDbContext();
        return [.. context.Database.SqlQueryRaw<string>(sql)];
    }

    protected void Migrate()
    {
        using GrantDbContext context = Contexts().CreateDbContext();
        context.Database.Migrate();
    }
}

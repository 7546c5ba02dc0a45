using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Stores.Tests.Databases;
using Leeway.Testing.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leeway.Stores.Tests;

public sealed class SqliteGrantStoreTests : DatabaseGrantStoreTests
{
    private static readonly GrantId s_id = new("waiting");

    private readonly SqliteDatabase _database;

    public SqliteGrantStoreTests()
        : this(new SqliteDatabase())
    {
    }

    private SqliteGrantStoreTests(SqliteDatabase database)
        : base(database) => _database = database;

    [Theory]
    [InlineData(null, 5)]
    [InlineData(60, 5)]
    [InlineData(0, 5)]
    [InlineData(2, 2)]
    public async Task NoStatementShouldWaitLongerForALockThanTheStoresLimit(int? configured, int expected)
    {
        CommandRecorder recorder = new();
        PooledDbContextFactory<GrantDbContext> contexts = NewContexts(configured, recorder);
        DatabaseGrantStore<GrantDbContext> store = new(contexts, new AesGcmTokenProtector(_database.Key));
        await using (await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)))
        {
            await store.TrySwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null);
            await store.TrySwapAsync(GrantStoreContract.CreateGrant(s_id, 2), 1);
        }

        await store.TrySwapAsync(GrantStoreContract.CreateGrant(new GrantId("other"), 1), null);
        await store.FindAsync(s_id);
        await store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue });
        await store.TryRemoveAsync(s_id, 2);
        await new DatabaseGrantInventory<GrantDbContext>(contexts).FindAsync(s_id);

        Assert.True(recorder.Commands.Count > 10);
        Assert.All(recorder.Commands, command => Assert.Equal(expected, command.Timeout));

        // The timeout of other uses of the application's contexts is unchanged.
        using GrantDbContext context = contexts.CreateDbContext();
        Assert.Equal(configured, context.Database.GetCommandTimeout());
    }

    [Fact]
    public async Task LockedDatabaseShouldFailWithoutHarm()
    {
        DatabaseGrantStore<GrantDbContext> store = new(NewContexts(seconds: 1), new AesGcmTokenProtector(_database.Key));
        await store.TrySwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null);
        using (SqliteConnection other = new($"Data Source={_database.Path}"))
        {
            other.Open();
            using SqliteTransaction transaction = other.BeginTransaction();
            Assert.Contains("locked", (await Assert.ThrowsAsync<SqliteException>(async () => await store.TrySwapAsync(GrantStoreContract.CreateGrant(s_id, 2), 1))).Message, StringComparison.Ordinal);
            Assert.Contains("locked", (await Assert.ThrowsAsync<SqliteException>(async () => await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)))).Message, StringComparison.Ordinal);

            // Reading is not blocked.
            Assert.NotNull(await store.FindAsync(s_id));
        }

        Assert.True(await store.TrySwapAsync(GrantStoreContract.CreateGrant(s_id, 2), 1));
        Assert.NotNull(await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
    }

    private PooledDbContextFactory<GrantDbContext> NewContexts(int? seconds, CommandRecorder? recorder = null)
    {
        DbContextOptionsBuilder<GrantDbContext> options = new();
        options.UseSqlite($"Data Source={_database.Path}", sqlite => sqlite.CommandTimeout(seconds));
        return new PooledDbContextFactory<GrantDbContext>((recorder is null ? options : options.AddInterceptors(recorder)).Options);
    }
}

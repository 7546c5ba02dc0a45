using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Runtime.Tests.Grants;
using Leeway.Stores.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace Leeway.Stores.Tests;

/// <summary>What the database store must do on every engine, beside what every store must do.</summary>
public abstract class DatabaseGrantStoreTests(TestDatabase database) : GrantStoreContract, IDisposable
{
    private static readonly GrantId s_id = new("customer-42");
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    protected TestDatabase Database => database;

    public void Dispose()
    {
        database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void MigrationsShouldMakeTheMappedTable()
    {
        using GrantDbContext context = database.Contexts().CreateDbContext();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(context.Database.GetPendingMigrations());
    }

    [Fact]
    public void TableOfAnotherContextShouldBeTheOneThatMigrationsMake()
    {
        DbContextOptionsBuilder<ApplicationContext> options = new();
        database.Use(options);
        using GrantDbContext own = database.Contexts().CreateDbContext();
        using ApplicationContext theirs = new(options.Options);

        Assert.Equal(own.Database.GenerateCreateScript(), theirs.Database.GenerateCreateScript());
    }

    [Fact]
    public async Task TwoProcessesShouldSeeEachOthersWrites()
    {
        Assert.True(await database.Open().TrySwapAsync(NewGrant(1), null));
        Assert.Equal("access-secret-1", (await database.Open().FindAsync(s_id))!.AccessToken.Reveal());
        Assert.False(await database.Open().TrySwapAsync(NewGrant(2), null));
        Assert.True(await database.Open().TrySwapAsync(NewGrant(2), 1));
    }

    [Fact]
    public async Task DatabaseShouldHoldNoTokenInTheClear()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        string document = Assert.Single(Documents());
        Assert.Contains("read:jira-work", document, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", document, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("secret"u8)[..6], document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeaseShouldBeMeasuredByTheDatabasesClock()
    {
        CommandRecorder recorder = new();
        await database.Open().TrySwapAsync(NewGrant(1), null);
        await using IAsyncDisposable? lease = await database.Open(recorder).TryLeaseAsync(s_id, s_minute);

        // A moment that this process had read from its own clock would be among the parameters.
        Assert.DoesNotContain(recorder.Commands.SelectMany(static command => command.Parameters), static parameter => parameter.Value is DateTime or DateTimeOffset);
        Assert.Contains("60", Assert.Single(recorder.Commands).Parameters.Select(static parameter => $"{parameter.Value}"));
    }

    [Fact]
    public async Task HolderThatLetItsLeaseLapseShouldNotWriteBeforeReadingAgain()
    {
        DatabaseGrantStore<GrantDbContext> late = database.Open();
        await late.TrySwapAsync(NewGrant(1), null);
        IAsyncDisposable? lapsed = await late.TryLeaseAsync(s_id, s_minute);
        Grant read = (await late.FindAsync(s_id))!;
        Assert.Equal(1, read.Version);

        LetPass(s_minute);
        await using IAsyncDisposable? next = await database.Open().TryLeaseAsync(s_id, s_minute);
        Assert.NotNull(next);

        Assert.False(await late.TrySwapAsync(NewGrant(read.Version + 1), read.Version));
        Assert.False(await late.TryRemoveAsync(s_id, read.Version));
        await lapsed!.DisposeAsync();
        Assert.Null(await late.TryLeaseAsync(s_id, s_minute));
        Grant reread = (await late.FindAsync(s_id))!;
        Assert.True(await late.TrySwapAsync(NewGrant(reread.Version + 1), reread.Version));
    }

    [Fact]
    public async Task LeaseGivenBackShouldLeaveTheVersion()
    {
        DatabaseGrantStore<GrantDbContext> store = database.Open();
        await store.TrySwapAsync(NewGrant(1), null);
        for (int i = 0; i < 3; i++)
        {
            await (await store.TryLeaseAsync(s_id, s_minute))!.DisposeAsync();
        }

        Assert.Equal(1, (await store.FindAsync(s_id))!.Version);
    }

    [Fact]
    public async Task LeaseOfAnAbsentGrantShouldLeaveNoRow()
    {
        await (await database.Open().TryLeaseAsync(s_id, s_minute))!.DisposeAsync();
        using GrantDbContext context = database.Contexts().CreateDbContext();
        Assert.Equal(0, await context.Set<GrantRow>().CountAsync());
    }

    [Fact]
    public async Task DatabaseClockThatIsSetBackShouldNotMakeALeaseLastADay()
    {
        await database.Open().TryLeaseAsync(s_id, s_minute);
        LetPass(TimeSpan.FromDays(-1));
        Assert.NotNull(await database.Open().TryLeaseAsync(s_id, s_minute));
    }

    [Fact]
    public async Task RotatedKeyShouldReadWhatTheOldOneWrote()
    {
        byte[] present = AesGcmTokenProtector.CreateKey();
        await database.Open().TrySwapAsync(NewGrant(1), null);
        Assert.True(await Open(present, database.Key).TrySwapAsync(NewGrant(2), 1));
        Assert.NotNull(await Open(present).FindAsync(s_id));
        await Assert.ThrowsAsync<TokenProtectionException>(async () => await database.Open().FindAsync(s_id));
    }

    [Fact]
    public async Task WrongKeyShouldBeReportedAndNothingOverwritten()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        await AssertUntouched<TokenProtectionException>(Open(AesGcmTokenProtector.CreateKey()), "Give that key");
        Assert.NotNull(await database.Open().FindAsync(s_id));
    }

    [Theory]
    [InlineData("substr(document, 1, 100)")]
    [InlineData("''")]
    [InlineData("'null'")]
    [InlineData("replace(document, '\"family\"', '\"other\"')")]
    public async Task TornRowShouldBeReportedAndNothingOverwritten(string torn)
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        Assert.Equal(1, database.Execute($"UPDATE leeway_grants SET document = {torn}"));
        await AssertUntouched<GrantStoreException>(database.Open(), "Restore it from a backup");
    }

    [Fact]
    public async Task RowOfAnotherGrantShouldBeReportedAndNothingOverwritten()
    {
        await database.Open().TrySwapAsync(NewGrant(1) with { Id = new GrantId("other") }, null);
        database.Execute($"UPDATE leeway_grants SET id = '{s_id}'");
        await AssertUntouched<GrantStoreException>(database.Open(), "another grant");
        database.Execute($"UPDATE leeway_grants SET document = replace(document, '\"other\"', '\"{s_id}\"')");
        await AssertUntouched<TokenProtectionException>(database.Open(), "belong to another grant");
    }

    [Theory]
    [InlineData("DROP TABLE leeway_grants")]
    [InlineData("ALTER TABLE leeway_grants RENAME COLUMN document TO something")]
    [InlineData("ALTER TABLE leeway_grants RENAME COLUMN lease_ends_at TO something")]
    [InlineData("DROP TABLE leeway_grants; CREATE TABLE leeway_grants (id int, name text)")]
    public async Task ForeignSchemaShouldBeReportedWithWhatToDo(string change)
    {
        DatabaseGrantStore<GrantDbContext> store = database.Open();
        await store.TrySwapAsync(NewGrant(1), null);
        database.Execute(change);

        GrantStoreException exception = await Assert.ThrowsAsync<GrantStoreException>(async () =>
        {
            await store.FindAsync(s_id);
            await store.TryLeaseAsync(s_id, s_minute);
        });

        Assert.Contains("Apply the migrations", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadOnlyDatabaseShouldBeReadAndRefuseWritesWithWhatToDo()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        DatabaseGrantStore<GrantDbContext> store = new(database.Contexts(isReadOnly: true), new AesGcmTokenProtector(database.Key));

        Assert.NotNull(await store.FindAsync(s_id));
        Assert.Single(await store.ListDueAsync(new GrantsDue(GrantDueReason.Idle, DateTimeOffset.MaxValue)));
        foreach (Func<Task> write in (Func<Task>[])
        [
            async () => await store.TryLeaseAsync(s_id, s_minute),
            async () => await store.TrySwapAsync(NewGrant(2), 1),
            async () => await store.TrySwapAsync(NewGrant(2) with { Id = new GrantId("new") }, null),
            async () => await store.TryRemoveAsync(s_id, 1),
        ])
        {
            GrantStoreException exception = await Assert.ThrowsAsync<GrantStoreException>(write);
            Assert.Contains("is read-only", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await database.Open().FindAsync(s_id))!.Version);
    }

    [Fact]
    public async Task ContextWithoutTheTableShouldBeToldHowToGetIt()
    {
        DbContextOptionsBuilder<EmptyContext> options = new();
        database.Use(options);
        DatabaseGrantStore<EmptyContext> store = new(
            new Microsoft.EntityFrameworkCore.Infrastructure.PooledDbContextFactory<EmptyContext>(options.Options), new AesGcmTokenProtector(database.Key));

        GrantStoreException exception = await Assert.ThrowsAsync<GrantStoreException>(async () => await store.FindAsync(s_id));

        Assert.Contains("AddLeewayGrants", exception.Message, StringComparison.Ordinal);
    }

    protected override IGrantStore CreateStore(TimeProvider time) => database.Open();

    /// <summary>Lets time pass for leases: their ends come nearer, since nobody moves the database's clock.</summary>
    protected override void LetPass(TimeSpan time)
    {
        using GrantDbContext context = database.Contexts().CreateDbContext();
        double seconds = -time.TotalSeconds;
        context.Set<GrantRow>().Where(static row => row.LeaseEndsAt != null)
            .ExecuteUpdate(set => set.SetProperty(static row => row.LeaseEndsAt, row => row.LeaseEndsAt!.Value.AddSeconds(seconds)));
    }

    private static Grant NewGrant(long version) => NewGrant(s_id, version) with
    {
        AccessToken = new AccessToken($"access-secret-{version}"),
        RefreshToken = new RefreshToken($"refresh-secret-{version}"),
        Scopes = ["read:jira-work"],
    };

    private DatabaseGrantStore<GrantDbContext> Open(params IReadOnlyList<ReadOnlyMemory<byte>> keys) =>
        new(database.Contexts(), new AesGcmTokenProtector(keys));

    private IReadOnlyList<string> Documents() => database.Query("SELECT document AS \"Value\" FROM leeway_grants");

    private async Task AssertUntouched<TException>(DatabaseGrantStore<GrantDbContext> store, string advice)
        where TException : Exception
    {
        IReadOnlyList<string> before = Documents();
        TException exception = await Assert.ThrowsAsync<TException>(async () => await store.FindAsync(s_id));
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.False(await store.TrySwapAsync(NewGrant(7), null));
        Assert.False(await store.TrySwapAsync(NewGrant(7), 6));
        Assert.False(await store.TryRemoveAsync(s_id, 6));
        Assert.Equal(before, Documents());
    }

    private sealed class ApplicationContext(DbContextOptions<ApplicationContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddLeewayGrants();
    }

    private sealed class EmptyContext(DbContextOptions<EmptyContext> options) : DbContext(options);
}

using System.Transactions;
using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Runtime.Tests.Grants;
using Leeway.Stores.Tests.Databases;
using Leeway.Testing.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leeway.Stores.Tests;

/// <summary>Tests of the database store on every engine, in addition to the contract of all stores.</summary>
public abstract class DatabaseGrantStoreTests(TestDatabase database) : IDisposable
{
    private static readonly GrantId s_id = new("customer-42");
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Checks => [.. GrantStoreContract.Checks.Select(static check => check.Name)];

    protected TestDatabase Database => database;

    public void Dispose()
    {
        database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public Task StoreShouldFulfillTheContract(string check) => GrantStoreContract.RunAsync(
        check,
        _ => database.Open(),
        time =>
        {
            LetPass(time);
            return Task.CompletedTask;
        });

    [Fact]
    public void RowShouldBeMappableWithProxies() => Assert.False(typeof(GrantRow).IsSealed);

    [Fact]
    public void MigrationsShouldCreateTheMappedTable()
    {
        using GrantDbContext context = database.Contexts().CreateDbContext();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(context.Database.GetPendingMigrations());
    }

    [Fact]
    public void TableOfAnApplicationContextShouldEqualTheMigratedOne()
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
    public async Task DatabaseShouldContainNoUnencryptedToken()
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

        // A time from the clock of this process would be among the parameters.
        Assert.DoesNotContain(recorder.Commands.SelectMany(static command => command.Parameters), static parameter => parameter.Value is DateTime or DateTimeOffset);
        Assert.Contains("60", Assert.Single(recorder.Commands).Parameters.Select(static parameter => $"{parameter.Value}"));
    }

    [Fact]
    public async Task OwnerOfAnExpiredLeaseShouldNotWriteBeforeReadingAgain()
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
    public async Task ReleasedLeaseShouldNotChangeTheVersion()
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
    public async Task DatabaseClockThatIsSetBackShouldNotExtendALease()
    {
        await database.Open().TryLeaseAsync(s_id, s_minute);
        LetPass(TimeSpan.FromDays(-1));
        Assert.NotNull(await database.Open().TryLeaseAsync(s_id, s_minute));
    }

    [Fact]
    public async Task RotatedKeysShouldDecryptOldRows()
    {
        byte[] present = AesGcmTokenProtector.CreateKey();
        await database.Open().TrySwapAsync(NewGrant(1), null);
        Assert.True(await Open(present, database.Key).TrySwapAsync(NewGrant(2), 1));
        Assert.NotNull(await Open(present).FindAsync(s_id));
        await Assert.ThrowsAsync<TokenProtectionException>(async () => await database.Open().FindAsync(s_id));
    }

    [Fact]
    public async Task ProtectorShouldBeCalledWithoutAConnection()
    {
        ConnectionRecorder recorder = new();
        TestProtector protector = new();
        DatabaseGrantStore<GrantDbContext> store = new(database.Contexts(isReadOnly: false, recorder), protector);
        List<(int Opened, int Open)> seen = [];
        protector.BeforeProtect = protector.BeforeUnprotect = () =>
        {
            seen.Add((recorder.Opened, recorder.Open));
            return Task.CompletedTask;
        };

        Assert.True(await store.TrySwapAsync(NewGrant(1), null));
        Assert.NotNull(await store.FindAsync(s_id));

        Assert.Equal(2, seen.Count);
        Assert.True(seen[0].Opened < seen[1].Opened);
        Assert.All(seen, static connections => Assert.Equal(0, connections.Open));
    }

    [Fact]
    public async Task FailureOfTheProtectorShouldChangeNothing()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        IReadOnlyList<string> before = Documents();
        TestProtector protector = new();
        protector.BeforeProtect = protector.BeforeUnprotect = static () => Task.FromException(new InvalidOperationException("vault"));
        DatabaseGrantStore<GrantDbContext> store = new(database.Contexts(), protector);

        await Assert.ThrowsAsync<TokenProtectorFailedException>(async () => await store.TrySwapAsync(NewGrant(2), 1));
        await Assert.ThrowsAsync<TokenProtectorFailedException>(async () => await store.FindAsync(s_id));

        Assert.Equal(before, Documents());
    }

    [Fact]
    public async Task WrongKeyShouldBeReportedWithoutOverwriting()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        await AssertUntouched<TokenProtectionException>(Open(AesGcmTokenProtector.CreateKey()), "Add that key");
        Assert.NotNull(await database.Open().FindAsync(s_id));
    }

    [Theory]
    [InlineData("substr(document, 1, 100)")]
    [InlineData("''")]
    [InlineData("'null'")]
    [InlineData("replace(document, '\"family\"', '\"other\"')")]
    public async Task IncompleteRowShouldBeReportedWithoutOverwriting(string torn)
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        Assert.Equal(1, database.Execute($"UPDATE leeway_grants SET document = {torn}"));
        await AssertUntouched<GrantStoreException>(database.Open(), "Restore it from a backup");
    }

    [Fact]
    public async Task UnreadableGrantShouldBeRemovable()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);

        Assert.True(await Open(AesGcmTokenProtector.CreateKey()).RemoveAsync(s_id));

        Assert.Null(await database.Open().FindAsync(s_id));
        Assert.True(await database.Open().TrySwapAsync(NewGrant(2), null));
    }

    [Fact]
    public async Task RowOfAnotherGrantShouldBeReportedWithoutOverwriting()
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
    public async Task ForeignSchemaShouldBeReportedWithAdvice(string change)
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
    public async Task ReadOnlyDatabaseShouldBeReadableAndRejectWritesWithAdvice()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        DatabaseGrantStore<GrantDbContext> store = new(database.Contexts(isReadOnly: true), new AesGcmTokenProtector(database.Key));

        Assert.NotNull(await store.FindAsync(s_id));
        Assert.Single(await store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }));
        foreach (Func<Task> write in (Func<Task>[])
        [
            async () => await store.TryLeaseAsync(s_id, s_minute),
            async () => await store.TrySwapAsync(NewGrant(2), 1),
            async () => await store.TrySwapAsync(NewGrant(2) with { Id = new GrantId("new") }, null),
            async () => await store.TryRemoveAsync(s_id, 1),
            async () => await store.RemoveAsync(s_id),
        ])
        {
            GrantStoreException exception = await Assert.ThrowsAsync<GrantStoreException>(write);
            Assert.Contains("is read-only", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await database.Open().FindAsync(s_id))!.Version);
    }

    [Fact]
    public async Task ContextWithoutTheTableShouldBeReportedWithAdvice()
    {
        DbContextOptionsBuilder<EmptyContext> options = new();
        database.Use(options);
        DatabaseGrantStore<EmptyContext> store = new(
            new PooledDbContextFactory<EmptyContext>(options.Options), new AesGcmTokenProtector(database.Key));

        GrantStoreException exception = await Assert.ThrowsAsync<GrantStoreException>(async () => await store.FindAsync(s_id));

        Assert.Contains("AddLeewayGrants", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeaseShouldBeReleasedAfterALostResponse()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        LostAnswers lost = new("UPDATE");

        await Assert.ThrowsAsync<LostAnswerException>(async () => await database.Open(lost).TryLeaseAsync(s_id, TimeSpan.FromHours(1)));

        Assert.True(lost.IsLost);
        using CancellationTokenSource timeout = new(TimeSpan.FromMinutes(1));
        while (await database.Open().TryLeaseAsync(s_id, TimeSpan.FromHours(1), timeout.Token) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), timeout.Token);
        }

        // Released, not taken over.
        Assert.Equal(1, (await database.Open().FindAsync(s_id))!.Version);
    }

    [Fact]
    public async Task LeaseOfTheNextOwnerShouldNotBeReleasedAfterALostResponse()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        CommandRecorder recorder = new();
        await Assert.ThrowsAsync<LostAnswerException>(
            async () => await database.Open(new LostAnswers("UPDATE"), recorder).TryLeaseAsync(s_id, TimeSpan.FromHours(1)));
        LetPass(TimeSpan.FromHours(1));
        await using IAsyncDisposable? next = await database.Open().TryLeaseAsync(s_id, TimeSpan.FromHours(1));
        Assert.NotNull(next);

        // Acquiring the lease, and all attempts to release it.
        using CancellationTokenSource timeout = new(TimeSpan.FromMinutes(1));
        while (recorder.Commands.Count < 5)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), timeout.Token);
        }

        Assert.Null(await database.Open().TryLeaseAsync(s_id, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task LeaseAcquiredAgainByARetryingStrategyShouldKeepItsOwner()
    {
        await database.Open().TrySwapAsync(NewGrant(1), null);
        LostAnswers lost = new("UPDATE");

        IAsyncDisposable? lease = await Open<GrantDbContext>(Retry(lost)).TryLeaseAsync(s_id, s_minute);

        Assert.True(lost.IsLost);
        Assert.NotNull(lease);
        Assert.Equal(1, (await database.Open().FindAsync(s_id))!.Version);
        Assert.Null(await database.Open().TryLeaseAsync(s_id, s_minute));
        await lease.DisposeAsync();
        Assert.NotNull(await database.Open().TryLeaseAsync(s_id, s_minute));
    }

    [Theory]
    [InlineData("UPDATE", 1L)]
    [InlineData("INSERT", null)]
    public async Task WriteRepeatedByARetryingStrategyShouldSucceed(string kind, long? expected)
    {
        if (expected is not null)
        {
            await database.Open().TrySwapAsync(NewGrant(1), null);
        }

        LostAnswers lost = new(kind);

        Assert.True(await Open<GrantDbContext>(Retry(lost)).TrySwapAsync(NewGrant(2), expected));

        Assert.True(lost.IsLost);
        Assert.Equal(2, (await database.Open().FindAsync(s_id))!.Version);
    }

    [Fact]
    public async Task FirstWriteRepeatedUnderALeaseShouldSucceed()
    {
        await using IAsyncDisposable? lease = await database.Open().TryLeaseAsync(s_id, s_minute);
        LostAnswers lost = new("UPDATE");
        Assert.True(await Open<GrantDbContext>(Retry(lost)).TrySwapAsync(NewGrant(2), null));
        Assert.True(lost.IsLost);
    }

    [Fact]
    public async Task LeaseShouldBeReleasedIfItsGrantIsStoredMeanwhile()
    {
        DatabaseGrantStore<GrantDbContext> store = database.Open(new BeforeStatement("DELETE", async () => await database.Open().TrySwapAsync(NewGrant(1), null)));
        await (await store.TryLeaseAsync(s_id, s_minute))!.DisposeAsync();
        Assert.Equal(1, (await store.FindAsync(s_id))!.Version);
        Assert.NotNull(await store.TryLeaseAsync(s_id, s_minute));
    }

    [Fact]
    public async Task TransactionOfTheCallerShouldNotBeJoined()
    {
        DatabaseGrantStore<GrantDbContext> store = database.Open();
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            Assert.True(await store.TrySwapAsync(NewGrant(1), null));
            Assert.NotNull(await store.FindAsync(s_id));
            Assert.NotNull(await store.TryLeaseAsync(s_id, s_minute));
            Assert.NotNull(Transaction.Current);

            // The transaction is rolled back.
        }

        Assert.NotNull(await store.FindAsync(s_id));
        Assert.Null(await store.TryLeaseAsync(s_id, s_minute));
    }

    [Fact]
    public async Task ContextWithFiltersAndConventionsShouldWork()
    {
        using (OpinionatedContext context = NewContexts<OpinionatedContext>(static _ => { }).CreateDbContext())
        {
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
        }

        DatabaseGrantStore<OpinionatedContext> store = Open<OpinionatedContext>(static _ => { });
        GrantId id = new(new string('x', GrantId.MaxLength));
        Grant grant = NewGrant(1) with { Id = id };
        await using (IAsyncDisposable? lease = await store.TryLeaseAsync(id, s_minute))
        {
            Assert.NotNull(lease);
            Assert.True(await store.TrySwapAsync(grant, null));
            Assert.Null(await store.TryLeaseAsync(id, s_minute));
        }

        Assert.False(await store.TrySwapAsync(grant, null));
        Assert.True(await store.TrySwapAsync(grant with { Version = 2 }, 1));
        Assert.Equal(2, (await store.FindAsync(id))!.Version);
        Assert.Single(await store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }));
        DatabaseGrantInventory<OpinionatedContext> inventory = new(NewContexts<OpinionatedContext>(static _ => { }));
        Assert.NotNull((await inventory.FindAsync(id))!.Outline);
        Assert.True(await store.TryRemoveAsync(id, 2));
    }

    [Fact]
    public async Task InventoryShouldListEachRowByIdWithItsErrors()
    {
        foreach (string id in (string[])["good", "later", "other", "short", "torn", "bare"])
        {
            await database.Open().TrySwapAsync(NewGrant(1) with { Id = new GrantId(id) }, null);
        }

        database.Execute("UPDATE leeway_grants SET version = 7 WHERE id = 'later'");
        database.Execute("UPDATE leeway_grants SET document = (SELECT document FROM leeway_grants WHERE id = 'good') WHERE id = 'other'");
        database.Execute("UPDATE leeway_grants SET document = substr(document, 1, 300) WHERE id = 'short'");
        database.Execute("UPDATE leeway_grants SET document = replace(document, '\"renewable\": true', '\"renewable\": 99999999999999') WHERE id = 'torn'");
        database.Execute("UPDATE leeway_grants SET document = replace(document, '\"tokens\"', '\"others\"') WHERE id = 'bare'");
        DatabaseGrantInventory<GrantDbContext> inventory = new(database.Contexts());

        List<InventoryEntry> entries = [];
        await foreach (InventoryEntry entry in inventory.ListAsync())
        {
            entries.Add(entry);
            Assert.Equal(entry, (await inventory.FindAsync(new GrantId(entry.Name)))! with { Outline = entry.Outline });
        }

        Assert.Equal(["bare", "good", "later", "other", "short", "torn"], entries.Select(static entry => entry.Name));
        Assert.Equal([("good", 1), ("later", 7)], entries.Where(static entry => entry.Error is null).Select(static entry => (entry.Outline!.Id.Value, entry.Outline.Version)));
        Assert.All(entries.Where(static entry => entry.Error is not null), static entry => Assert.Null(entry.Outline));
        Assert.Contains("another grant", entries.Single(static entry => entry.Name == "other").Error, StringComparison.Ordinal);
        Assert.Contains("lacks 'tokens'", entries.Single(static entry => entry.Name == "bare").Error, StringComparison.Ordinal);
    }

    /// <summary>Lets time pass for leases by moving their ends, because the clock of the database cannot be set.</summary>
    protected void LetPass(TimeSpan time)
    {
        using GrantDbContext context = database.Contexts().CreateDbContext();
        double seconds = -time.TotalSeconds;
        context.Set<GrantRow>().Where(static row => row.LeaseEndsAt != null)
            .ExecuteUpdate(set => set.SetProperty(static row => row.LeaseEndsAt, row => row.LeaseEndsAt!.Value.AddSeconds(seconds)));
    }

    private static Grant NewGrant(long version) => GrantStoreContract.CreateGrant(s_id, version) with
    {
        AccessToken = new AccessToken($"access-secret-{version}"),
        RefreshToken = new RefreshToken($"refresh-secret-{version}"),
        Scopes = ["read:jira-work"],
    };

    private DatabaseGrantStore<GrantDbContext> Open(params IReadOnlyList<ReadOnlyMemory<byte>> keys) =>
        new(database.Contexts(), new AesGcmTokenProtector(keys));

    /// <summary>Configures contexts to repeat a statement whose response was lost.</summary>
    private static Action<DbContextOptionsBuilder> Retry(LostAnswers lost) =>
        options => options.AddInterceptors(lost).ReplaceService<IExecutionStrategyFactory, RetryingStrategyFactory>();

    private PooledDbContextFactory<TContext> NewContexts<TContext>(Action<DbContextOptionsBuilder> configure)
        where TContext : DbContext
    {
        DbContextOptionsBuilder<TContext> options = new();
        database.Use(options);
        configure(options);
        return new PooledDbContextFactory<TContext>(options.Options);
    }

    private DatabaseGrantStore<TContext> Open<TContext>(Action<DbContextOptionsBuilder> configure)
        where TContext : DbContext =>
        new(NewContexts<TContext>(configure), new AesGcmTokenProtector(database.Key));

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

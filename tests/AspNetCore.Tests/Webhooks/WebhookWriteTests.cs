using System.Data.Common;
using System.Text;
using Leeway.EntityFrameworkCore;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>Writes to a database that has one writer at a time.</summary>
public sealed class WebhookWriteTests : IDisposable
{
    private readonly DatabaseFile _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task WritesOfAProcessShouldNotMeet()
    {
        ConcurrentWrites writes = new();
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync(writes);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(CreateDelivery(i), 1000));
            foreach (WebhookClaim claim in await store.ClaimAsync("", 4, TimeSpan.FromMinutes(1)))
            {
                Assert.True(await store.PostponeAsync(claim, TimeSpan.Zero, isAttempt: false));
            }
        })));
        foreach (WebhookClaim claim in await store.ClaimAsync("", 40, TimeSpan.FromMinutes(1)))
        {
            Assert.True(await store.CompleteAsync(claim));
        }

        Assert.Equal(0, await store.CountOpenAsync(""));
        Assert.Equal(1, writes.Max);
    }

    [Fact]
    public async Task CanceledWriteShouldNotHoldUpOthers()
    {
        TaskCompletionSource blocked = new();
        ConcurrentWrites writes = new() { Block = blocked.Task };
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync(writes);
        using CancellationTokenSource cancellation = new();
        Task<WebhookAdmission> first = store.TryAddAsync(CreateDelivery(1), 1000).AsTask();
        await writes.Begun;
        Task<WebhookAdmission> canceled = store.TryAddAsync(CreateDelivery(2), 1000, cancellation.Token).AsTask();
        Task<WebhookAdmission> last = store.TryAddAsync(CreateDelivery(3), 1000).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        blocked.SetException(new InvalidOperationException("It failed."));
        await Assert.ThrowsAsync<DbUpdateException>(() => first);
        Assert.Equal(WebhookAdmission.Added, await last);
    }

    [Theory]
    [InlineData("FULL", true, 2, 1)]
    [InlineData("EXTRA", true, 3, 1)]
    [InlineData("OFF", true, 0, 0)]
    [InlineData("FULL", false, 2, 2)]
    public async Task OnlyDeliveriesShouldWaitForTheDisk(string level, bool hasLog, long insertion, long update)
    {
        SyncRecorder recorder = new(level);
        PooledDbContextFactory<WebhookDbContext> contexts = new(
            new DbContextOptionsBuilder<WebhookDbContext>().UseSqlite($"Data Source={_database.Path};Pooling=false").AddInterceptors(recorder, recorder.Connections).Options);
        await using (WebhookDbContext context = await contexts.CreateDbContextAsync())
        {
            await context.Database.MigrateAsync();
            if (!hasLog)
            {
                await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = DELETE");
            }
        }

        recorder.Levels.Clear();
        DatabaseWebhookStore<WebhookDbContext> store = new(contexts, TimeProvider.System);
        await store.TryAddAsync(CreateDelivery(1), 1000);
        WebhookClaim claim = Assert.Single(await store.ClaimAsync("", 4, TimeSpan.FromMinutes(1)));
        await store.PostponeAsync(claim, TimeSpan.Zero, isAttempt: false);
        claim = Assert.Single(await store.ClaimAsync("", 4, TimeSpan.FromMinutes(1)));
        await store.CompleteAsync(claim);
        await store.TryAddAsync(CreateDelivery(2), 1000);

        Assert.Equal([("INSERT", insertion), ("UPDATE", update), ("UPDATE", update), ("UPDATE", update), ("UPDATE", update), ("INSERT", insertion)], recorder.Levels);
        Assert.All(recorder.LevelsAtClose, closed => Assert.Equal(insertion, closed));
    }

    private async Task<DatabaseWebhookStore<WebhookDbContext>> CreateStoreAsync(ConcurrentWrites writes)
    {
        PooledDbContextFactory<WebhookDbContext> contexts = new(
            new DbContextOptionsBuilder<WebhookDbContext>().UseSqlite($"Data Source={_database.Path};Pooling=false").AddInterceptors(writes).Options);
        await using (WebhookDbContext context = await contexts.CreateDbContextAsync())
        {
            await context.Database.MigrateAsync();
        }

        return new DatabaseWebhookStore<WebhookDbContext>(contexts, TimeProvider.System);
    }

    private static WebhookDelivery CreateDelivery(int number) => new()
    {
        Registration = "",
        Site = Deliveries.Site,
        Identifier = $"write-{number}",
        Body = Encoding.UTF8.GetBytes(Deliveries.CreateBody($"DEMO-{number}")),
        IsIdentifiedByBody = true,
        ReceivedAt = Deliveries.Now,
    };

    /// <summary>Counts the statements that write at the same time.</summary>
    private sealed class ConcurrentWrites : DbCommandInterceptor
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _begun = new();
        private int _running;
        private int _count;

        /// <summary>Completes when a write has begun.</summary>
        public Task Begun => _begun.Task;

        /// <summary>What the first write waits for.</summary>
        public Task Block { get; init; } = Task.CompletedTask;

        public int Max { get; private set; }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            await BeginAsync(command);
            return result;
        }

        public override ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            End(command);
            return new(result);
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await BeginAsync(command);
            return result;
        }

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            End(command);
            return new(result);
        }

        private async Task BeginAsync(DbCommand command)
        {
            if (IsWrite(command))
            {
                bool isFirst;
                lock (_lock)
                {
                    Max = Math.Max(Max, ++_running);
                    isFirst = ++_count == 1;
                }

                // Others can begin now, if nothing prevents it.
                _begun.TrySetResult();
                await Task.Yield();
                await (isFirst ? Block : Task.CompletedTask);
            }
        }

        private void End(DbCommand command)
        {
            if (IsWrite(command))
            {
                lock (_lock)
                {
                    _running--;
                }
            }
        }

        private static bool IsWrite(DbCommand command) =>
            command.CommandText.StartsWith("INSERT INTO \"leeway", StringComparison.Ordinal) || command.CommandText.StartsWith("UPDATE", StringComparison.Ordinal);
    }

    /// <summary>Records for what each write waits, and sets what the application has configured.</summary>
    private sealed class SyncRecorder : DbCommandInterceptor
    {
        public SyncRecorder(string level) => Connections = new ConnectionRecorder(this, level);

        public ConnectionRecorder Connections { get; }

        public List<(string Statement, long Level)> Levels { get; } = [];

        public List<long> LevelsAtClose { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Record(command);
            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Record(command);
            return new(result);
        }

        private void Record(DbCommand command)
        {
            string statement = command.CommandText[..6];
            if (statement is "INSERT" or "UPDATE")
            {
                Levels.Add((statement, ReadLevel(command.Connection!)));
            }
        }

        private static long ReadLevel(DbConnection connection)
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous";
            return (long)command.ExecuteScalar()!;
        }

        public sealed class ConnectionRecorder(SyncRecorder recorder, string level) : DbConnectionInterceptor
        {
            public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
            {
                using DbCommand command = connection.CreateCommand();
                command.CommandText = level switch
                {
                    "OFF" => "PRAGMA synchronous = OFF",
                    "EXTRA" => "PRAGMA synchronous = EXTRA",
                    _ => "PRAGMA synchronous = FULL",
                };
                command.ExecuteNonQuery();
                return Task.CompletedTask;
            }

            public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
            {
                recorder.LevelsAtClose.Add(ReadLevel(connection));
                return new(result);
            }
        }
    }
}

using System.Data.Common;
using System.Text;
using Leeway.EntityFrameworkCore;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>Deliveries that arrive while earlier ones are written, and are then written together.</summary>
public sealed class WebhookBatchTests : IDisposable
{
    private static readonly TimeSpan s_duration = TimeSpan.FromMinutes(1);

    private readonly DatabaseFile _database = new();
    private readonly Writes _writes = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task DeliveriesThatWaitShouldBeInsertedTogether()
    {
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync();
        Task<WebhookAdmission> first = await BlockAsync(() => store.TryAddAsync(Create("0"), 100));
        Task<WebhookAdmission>[] waiting = [.. Enumerable.Range(1, 5).Select(i => store.TryAddClaimedAsync(Claim($"{i}"), s_duration, 100).AsTask())];
        _writes.Release();

        Assert.Equal(WebhookAdmission.Added, await first);
        Assert.All(await Task.WhenAll(waiting), static admission => Assert.Equal(WebhookAdmission.Added, admission));
        Assert.Equal([1, 5], _writes.Saved);
        Assert.Equal("0", Assert.Single(await store.ClaimAsync("", 10, s_duration)).Delivery.Identifier);
        Assert.Equal(6, await store.CountOpenAsync(""));
    }

    [Fact]
    public async Task BatchShouldRecogniseDuplicatesAndTheCapacity()
    {
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync();
        await store.TryAddAsync(Create("known"), 100);
        Task<WebhookAdmission> first = await BlockAsync(() => store.TryAddAsync(Create("0"), 4));
        Task<WebhookAdmission>[] waiting = [.. new[] { "1", "known", "0", "2", "3", "1" }.Select(identifier => store.TryAddAsync(Create(identifier), 4).AsTask())];
        _writes.Release();

        Assert.Equal(WebhookAdmission.Added, await first);
        Assert.Equal(
            [WebhookAdmission.Added, WebhookAdmission.Duplicate, WebhookAdmission.Duplicate, WebhookAdmission.Added, WebhookAdmission.Full, WebhookAdmission.Duplicate],
            await Task.WhenAll(waiting));
        Assert.Equal([1, 1, 2], _writes.Saved);
    }

    [Fact]
    public async Task DeliveryThatCannotBeInsertedShouldNotFailOthers()
    {
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync();
        _writes.BeforeSave = static identifiers => identifiers.Contains("bad") ? new DbUpdateException("It is too long.") : null;
        Task<WebhookAdmission> first = await BlockAsync(() => store.TryAddAsync(Create("0"), 100));
        Task<WebhookAdmission>[] waiting = [.. new[] { "1", "bad", "2" }.Select(identifier => store.TryAddAsync(Create(identifier), 100).AsTask())];
        _writes.Release();

        await first;
        Assert.Equal(WebhookAdmission.Added, await waiting[0]);
        Assert.Equal("It is too long.", (await Assert.ThrowsAsync<DbUpdateException>(() => waiting[1])).Message);
        Assert.Equal(WebhookAdmission.Added, await waiting[2]);
        Assert.Equal(3, (await store.ClaimAsync("", 10, s_duration)).Count);
        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddAsync(Create("1"), 100));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BatchWhoseAnswerWasLostShouldFindItsOwnRows(bool isUpdateException)
    {
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync();
        Task<WebhookAdmission> first = await BlockAsync(() => store.TryAddAsync(Create("0"), 100));
        Task<WebhookAdmission>[] waiting = [.. Enumerable.Range(1, 3).Select(i => store.TryAddClaimedAsync(Claim($"{i}"), s_duration, 100).AsTask())];
        _writes.AfterSave = count => count <= 1 ? null : isUpdateException ? new DbUpdateException("The answer was lost.") : new InvalidOperationException("The answer was lost.");
        _writes.Release();

        await first;
        Assert.All(await Task.WhenAll(waiting), static admission => Assert.Equal(WebhookAdmission.Added, admission));
        Assert.Equal([1, 3], _writes.Saved);
        Assert.Equal(4, await store.CountOpenAsync(""));
    }

    [Fact]
    public async Task DeliveriesThatAnotherProcessAddsMeanwhileShouldBeDuplicates()
    {
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync();
        Task<WebhookAdmission> first = await BlockAsync(() => store.TryAddAsync(Create("0"), 100));
        Task<WebhookAdmission>[] waiting = [.. Enumerable.Range(1, 3).Select(i => store.TryAddClaimedAsync(Claim($"{i}"), s_duration, 100).AsTask())];
        _writes.BeforeSave = identifiers =>
        {
            // At each attempt another one: first with the same identifier, and then with the same body.
            if (identifiers is ["1", "2", "3"] or ["1", "3"])
            {
                using WebhookDbContext other = new(new DbContextOptionsBuilder<WebhookDbContext>().UseSqlite($"Data Source={_database.Path};Pooling=false").Options);
                WebhookDelivery delivery = Create(identifiers.Count == 3 ? "2" : "3");
                other.Add(new WebhookRow
                {
                    Id = identifiers.Count == 3 ? delivery.Key : Create("sent again").Key,
                    Fingerprint = delivery.Fingerprint,
                    Registration = delivery.Registration,
                    Site = delivery.Site,
                    Identifier = delivery.Identifier,
                    DueAt = Deliveries.Now.UtcDateTime,
                    Owner = "another process",
                });
                other.SaveChanges();
            }

            return null;
        };
        _writes.Release();

        await first;
        Assert.Equal([WebhookAdmission.Added, WebhookAdmission.Duplicate, WebhookAdmission.Duplicate], await Task.WhenAll(waiting));
        Assert.Equal([1, 3, 2, 1], _writes.Saved);
        Assert.Equal(4, await store.CountOpenAsync(""));
    }

    [Fact]
    public async Task SimultaneousDuplicateShouldWaitForTheFirst()
    {
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync();
        bool fails = true;
        _writes.BeforeSave = _ => fails ? new DbUpdateException("The database is down.") : null;
        Task<WebhookAdmission> first = await BlockAsync(() => store.TryAddAsync(Create("1"), 100));
        Task<WebhookAdmission>[] same = [.. Enumerable.Range(0, 3).Select(_ => store.TryAddAsync(Create("1"), 100).AsTask())];
        Assert.All(same, static task => Assert.False(task.IsCompleted));
        _writes.OnRelease = () => fails = false;
        _writes.Release();

        await Assert.ThrowsAsync<DbUpdateException>(() => first);
        Assert.Equal([WebhookAdmission.Added, WebhookAdmission.Duplicate, WebhookAdmission.Duplicate], (await Task.WhenAll(same)).Order());
    }

    [Fact]
    public async Task ClaimsThatWaitShouldBeCompletedTogether()
    {
        DatabaseWebhookStore<WebhookDbContext> store = await CreateStoreAsync();
        WebhookClaim[] claims = [.. Enumerable.Range(0, 5).Select(static i => Claim($"{i}"))];
        foreach (WebhookClaim claim in claims)
        {
            Assert.Equal(WebhookAdmission.Added, await store.TryAddClaimedAsync(claim, s_duration, 100));
        }

        // The claim of the last one has ended, and another claim of this process has the owner.
        WebhookClaim ended = new(claims[4].Delivery, claims[1].Owner, attempt: 1);
        _writes.Updated.Clear();
        Task<bool> first = await BlockAsync(() => store.CompleteAsync(claims[0]));
        Task<bool>[] waiting = [.. new[] { claims[1], claims[2], ended, claims[3] }.Select(claim => store.CompleteAsync(claim).AsTask())];
        _writes.Release();

        Assert.True(await first);
        Assert.Equal((bool[])[true, true, false, true], await Task.WhenAll(waiting));
        Assert.Equal([1, 3], _writes.Updated);
        Assert.Equal(1, await store.CountOpenAsync(""));
        Assert.True(await store.CompleteAsync(claims[4]));
    }

    private static WebhookClaim Claim(string identifier) => new(Create(identifier), $"owner of {identifier}", attempt: 1);

    private static WebhookDelivery Create(string identifier) => new()
    {
        Registration = "",
        Site = Deliveries.Site,
        Identifier = identifier,
        Body = Encoding.UTF8.GetBytes($"body of {identifier}"),
        IsIdentifiedByBody = true,
        ReceivedAt = Deliveries.Now,
    };

    /// <summary>Starts a write that does not end before <see cref="Writes.Release"/>, so that others wait for it.</summary>
    private async Task<Task<T>> BlockAsync<T>(Func<ValueTask<T>> write)
    {
        _writes.BlockNext();
        Task<T> running = Task.Run(() => write().AsTask());
        await _writes.Begun;
        return running;
    }

    private async Task<DatabaseWebhookStore<WebhookDbContext>> CreateStoreAsync()
    {
        PooledDbContextFactory<WebhookDbContext> contexts = new(
            new DbContextOptionsBuilder<WebhookDbContext>().UseSqlite($"Data Source={_database.Path};Pooling=false").AddInterceptors(_writes.Saves, _writes.Updates).Options);
        await using (WebhookDbContext context = await contexts.CreateDbContextAsync())
        {
            await context.Database.MigrateAsync();
        }

        _writes.Updated.Clear();

        // The time stands still, so that no further write begins while one is blocked.
        return new DatabaseWebhookStore<WebhookDbContext>(contexts, new FakeTimeProvider(Deliveries.Now));
    }

    /// <summary>Counts insertions and updates, blocks one of them, and makes them fail.</summary>
    private sealed class Writes
    {
        private TaskCompletionSource? _begun;
        private TaskCompletionSource? _released;

        public Writes()
        {
            Saves = new SaveRecorder(this);
            Updates = new UpdateRecorder(this);
        }

        public IInterceptor Saves { get; }

        public IInterceptor Updates { get; }

        /// <summary>The number of rows of each insertion.</summary>
        public List<int> Saved { get; } = [];

        /// <summary>The number of rows of each update.</summary>
        public List<int> Updated { get; } = [];

        public Func<IReadOnlyList<string>, Exception?> BeforeSave { get; set; } = static _ => null;

        public Func<int, Exception?> AfterSave { get; set; } = static _ => null;

        public Action OnRelease { get; set; } = static () => { };

        public Task Begun => _begun!.Task;

        public void BlockNext()
        {
            _begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void Release() => _released!.SetResult();

        private async Task BeginAsync()
        {
            if (_begun?.TrySetResult() == true)
            {
                await _released!.Task;
            }
        }

        private sealed class SaveRecorder(Writes writes) : SaveChangesInterceptor
        {
            public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
                DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
            {
                string[] identifiers = [.. eventData.Context!.ChangeTracker.Entries<WebhookRow>().Select(static entry => entry.Entity.Identifier)];
                Exception? failure = writes.BeforeSave(identifiers);
                await writes.BeginAsync();
                if (failure is not null)
                {
                    writes.OnRelease();
                    throw failure;
                }

                writes.Saved.Add(identifiers.Length);
                return result;
            }

            public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
                writes.AfterSave(result) is { } failure ? throw failure : new(result);
        }

        private sealed class UpdateRecorder(Writes writes) : DbCommandInterceptor
        {
            public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
                DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
            {
                await writes.BeginAsync();
                return result;
            }

            public override ValueTask<int> NonQueryExecutedAsync(
                DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
            {
                writes.Updated.Add(result);
                return new(result);
            }
        }
    }
}

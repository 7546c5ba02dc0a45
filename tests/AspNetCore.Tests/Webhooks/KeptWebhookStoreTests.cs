using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>What each store of kept webhooks does.</summary>
public sealed class KeptWebhookStoreTests
{
    private static readonly KeptWebhook s_full = new()
    {
        Grant = new GrantId("user"),
        CloudId = "1324a887-45db-4bf4-9e99-ef0ff456d421",
        Version = 7,
        Site = "https://example.atlassian.net",
        WebhookId = 1000,
        Fingerprint = "digest",
        Url = "https://app.example/hooks",
        ExpiresAt = Deliveries.Now.AddDays(30),
        ObsoleteIds = [1001, 1002],
        Attempts = [Deliveries.Now, Deliveries.Now.AddTicks(1)],
        CheckedAt = Deliveries.Now,
        Family = "family",
        BusyUntil = Deliveries.Now.AddMinutes(5),
        LeavingSince = Deliveries.Now.AddMinutes(6),
    };

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task RecordShouldBeWrittenOnlyOverTheExpectedVersion(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IKeptWebhookStore store = fixture.Store;
        Assert.Null(await store.FindAsync(s_full.Grant, s_full.CloudId));
        Assert.False(await store.TrySwapAsync(s_full, 6));
        Assert.True(await store.TrySwapAsync(s_full, null));
        Assert.False(await store.TrySwapAsync(s_full with { Version = 9 }, null));
        Assert.False(await store.TrySwapAsync(s_full with { Version = 9 }, 6));
        AssertSame(s_full, await store.FindAsync(s_full.Grant, s_full.CloudId));

        KeptWebhook empty = new() { Grant = s_full.Grant, CloudId = s_full.CloudId, Version = 8 };
        Assert.True(await store.TrySwapAsync(empty, 7));
        AssertSame(empty, await store.FindAsync(s_full.Grant, s_full.CloudId));
        Assert.True(await store.TrySwapAsync(s_full with { Version = 9 }, 8));
        AssertSame(s_full with { Version = 9 }, await store.FindAsync(s_full.Grant, s_full.CloudId));

        Assert.False(await store.TryRemoveAsync(s_full));
        Assert.True(await store.TryRemoveAsync(s_full with { Version = 9 }));
        Assert.False(await store.TryRemoveAsync(s_full with { Version = 9 }));
        Assert.Empty(await store.ListAsync());
    }

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task RecordsShouldBeFoundByGrantSiteAndWebhook(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IKeptWebhookStore store = fixture.Store;
        KeptWebhook other = s_full with { Grant = new GrantId("other"), WebhookId = 2000, ObsoleteIds = [] };
        KeptWebhook elsewhere = s_full with { CloudId = "elsewhere", Site = "https://elsewhere.atlassian.net" };
        foreach (KeptWebhook record in (KeptWebhook[])[s_full, other, elsewhere])
        {
            Assert.True(await store.TrySwapAsync(record, null));
        }

        Assert.Equal(3, (await store.ListAsync()).Count);
        Assert.Equal(["1324a887-45db-4bf4-9e99-ef0ff456d421", "elsewhere"], (await store.ListAsync(s_full.Grant)).Select(static record => record.CloudId).Order());
        Assert.Equal(["other", "user"], (await store.ListAsync(cloudId: s_full.CloudId)).Select(static record => record.Grant.Value).Order());
        Assert.Equal("other", Assert.Single(await store.ListAsync(other.Grant, other.CloudId)).Grant.Value);

        AssertSame(other, Assert.Single(await store.FindByWebhookAsync(other.Site!, [2000])));
        AssertSame(other, Assert.Single(await store.FindByWebhookAsync(other.CloudId, [1, 2000])));
        AssertSame(s_full, Assert.Single(await store.FindByWebhookAsync(s_full.Site!, [1002])));
        AssertSame(elsewhere, Assert.Single(await store.FindByWebhookAsync("https://elsewhere.atlassian.net", [1000])));
        Assert.Empty(await store.FindByWebhookAsync(s_full.Site!, [3]));
        Assert.Empty(await store.FindByWebhookAsync("https://unknown.atlassian.net", [1000]));
    }

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task OneOfManyShouldWriteAVersion(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        long version = 0;
        for (int round = 0; round < 5; round++)
        {
            long? expected = version == 0 ? null : version;
            bool[] written = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(() =>
                fixture.CreateStore().TrySwapAsync(s_full with { Version = version + writer, WebhookId = writer }, expected).AsTask())));

            int winner = Assert.Single(Enumerable.Range(1, 8), writer => written[writer - 1]);
            KeptWebhook stored = (await fixture.Store.FindAsync(s_full.Grant, s_full.CloudId))!;
            Assert.Equal((version + winner, (long?)winner), (stored.Version, stored.WebhookId));
            version = stored.Version;
        }

        bool[] removed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => fixture.CreateStore().TryRemoveAsync(s_full with { Version = version }).AsTask())));
        Assert.Single(removed, static isRemoved => isRemoved);
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task MissingTableShouldBeExplained(TestStore kind)
    {
        using WebhookDatabase file = new(kind);
        await using ServiceProvider services = CreateServices(file);
        await using (WebhookDbContext context = await services.GetRequiredService<IDbContextFactory<WebhookDbContext>>().CreateDbContextAsync())
        {
            await context.GetService<IRelationalDatabaseCreator>().CreateAsync();
        }

        DatabaseKeptWebhookStore<WebhookDbContext> store = new(services.GetRequiredService<IDbContextFactory<WebhookDbContext>>());

        WebhookStoreException exception = await Assert.ThrowsAsync<WebhookStoreException>(async () => await store.ListAsync());

        Assert.Contains("leeway_kept_webhooks", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MigrateAsync", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(KeptWebhook expected, KeptWebhook? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.ObsoleteIds, actual.ObsoleteIds);
        Assert.Equal(expected.Attempts, actual.Attempts);
        Assert.Equal(expected with { ObsoleteIds = [], Attempts = [] }, actual with { ObsoleteIds = [], Attempts = [] });
    }

    private static ServiceProvider CreateServices(WebhookDatabase database) => new ServiceCollection()
        .AddPooledDbContextFactory<WebhookDbContext>(database.Use)
        .BuildServiceProvider();

    private sealed class Fixture(Func<IKeptWebhookStore> createStore, ServiceProvider? services, WebhookDatabase? database) : IDisposable
    {
        public IKeptWebhookStore Store { get; } = createStore();

        public static async Task<Fixture> CreateAsync(TestStore kind)
        {
            if (kind == TestStore.Memory)
            {
                InMemoryKeptWebhookStore store = new();
                return new Fixture(() => store, null, null);
            }

            WebhookDatabase database = new(kind);
            ServiceProvider services = CreateServices(database);
            IDbContextFactory<WebhookDbContext> contexts = services.GetRequiredService<IDbContextFactory<WebhookDbContext>>();
            await using WebhookDbContext context = await contexts.CreateDbContextAsync();
            await context.Database.MigrateAsync();
            return new Fixture(() => new DatabaseKeptWebhookStore<WebhookDbContext>(contexts), services, database);
        }

        /// <summary>Returns the store of another process.</summary>
        public IKeptWebhookStore CreateStore() => createStore();

        public void Dispose()
        {
            services?.Dispose();
            database?.Dispose();
        }
    }
}

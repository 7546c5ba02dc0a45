using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;
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
    [InlineData(false)]
    [InlineData(true)]
    public async Task RecordShouldBeWrittenOnlyOverTheExpectedVersion(bool inDatabase)
    {
        using Fixture fixture = await Fixture.CreateAsync(inDatabase);
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
    [InlineData(false)]
    [InlineData(true)]
    public async Task RecordsShouldBeFoundByGrantSiteAndWebhook(bool inDatabase)
    {
        using Fixture fixture = await Fixture.CreateAsync(inDatabase);
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

    [Fact]
    public async Task MissingTableShouldBeExplained()
    {
        using DatabaseFile file = new();
        await using ServiceProvider services = CreateServices(file);
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

    private static ServiceProvider CreateServices(DatabaseFile file) => new ServiceCollection()
        .AddPooledDbContextFactory<WebhookDbContext>(options => options.UseSqlite($"Data Source={file.Path};Pooling=false"))
        .BuildServiceProvider();

    private sealed class Fixture(IKeptWebhookStore store, ServiceProvider? services, DatabaseFile? file) : IDisposable
    {
        public IKeptWebhookStore Store => store;

        public static async Task<Fixture> CreateAsync(bool inDatabase)
        {
            if (!inDatabase)
            {
                return new Fixture(new InMemoryKeptWebhookStore(), null, null);
            }

            DatabaseFile file = new();
            ServiceProvider services = CreateServices(file);
            IDbContextFactory<WebhookDbContext> contexts = services.GetRequiredService<IDbContextFactory<WebhookDbContext>>();
            await using WebhookDbContext context = await contexts.CreateDbContextAsync();
            await context.Database.MigrateAsync();
            return new Fixture(new DatabaseKeptWebhookStore<WebhookDbContext>(contexts), services, file);
        }

        public void Dispose()
        {
            services?.Dispose();
            file?.Dispose();
        }
    }
}

using System.Text;
using Leeway.EntityFrameworkCore;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>What each store of webhooks does.</summary>
public sealed class WebhookStoreTests
{
    private static readonly TimeSpan s_duration = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task DeliveryShouldBeClaimedOnceUntilTheClaimEnds(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IWebhookStore store = fixture.Store;
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("1"), 10));

        WebhookClaim claim = Assert.Single(await store.ClaimAsync("", 10, s_duration));
        Assert.Equal((1, "1", "body of 1"), (claim.Attempt, claim.Delivery.Identifier, Encoding.UTF8.GetString(claim.Delivery.Body.Span)));
        Assert.Empty(await store.ClaimAsync("", 10, s_duration));

        fixture.Time.Advance(s_duration);
        WebhookClaim second = Assert.Single(await store.ClaimAsync("", 10, s_duration));
        Assert.Equal(2, second.Attempt);
        Assert.False(await store.CompleteAsync(claim));
        Assert.False(await store.PostponeAsync(claim, TimeSpan.Zero, isAttempt: true));
        Assert.False(await store.BuryAsync(claim));
        Assert.True(await store.CompleteAsync(second));
        Assert.False(await store.CompleteAsync(second));
        Assert.Equal(0, await store.CountOpenAsync(""));
        fixture.Time.Advance(s_duration);
        Assert.Empty(await store.ClaimAsync("", 10, s_duration));
    }

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task DuplicatesShouldBeKnownUntilTheyAreForgotten(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IWebhookStore store = fixture.Store;
        await store.TryAddAsync(Create("1", isIdentifiedByBody: true), 10);

        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddAsync(Create("1"), 10));
        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddAsync(Create("2", "body of 1", isIdentifiedByBody: true), 10));
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("2", "body of 1"), 10));
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("1", registration: "other"), 10));
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("1", site: "https://other.atlassian.net"), 10));

        foreach (WebhookClaim claim in await store.ClaimAsync("", 10, s_duration))
        {
            Assert.True(claim.Delivery.Identifier == "1" ? await store.CompleteAsync(claim) : await store.BuryAsync(claim));
        }

        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddAsync(Create("1"), 10));
        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddAsync(Create("3", "body of 1", isIdentifiedByBody: true), 10));
        Assert.Equal(0, await store.ForgetAsync("", Deliveries.Now));
        Assert.Equal(3, await store.ForgetAsync("", Deliveries.Now.AddSeconds(1)));
        Assert.Equal(1, await store.CountOpenAsync("other"));
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("1"), 10));
    }

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task PostponedDeliveryShouldBeDueAfterItsDelay(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IWebhookStore store = fixture.Store;
        await store.TryAddAsync(Create("1"), 10);
        WebhookClaim claim = Assert.Single(await store.ClaimAsync("", 10, s_duration));

        Assert.True(await store.PostponeAsync(claim, TimeSpan.FromSeconds(5), isAttempt: true));
        Assert.Empty(await store.ClaimAsync("", 10, s_duration));
        fixture.Time.Advance(TimeSpan.FromSeconds(5));
        claim = Assert.Single(await store.ClaimAsync("", 10, s_duration));
        Assert.Equal(2, claim.Attempt);

        Assert.True(await store.PostponeAsync(claim, TimeSpan.Zero, isAttempt: false));
        Assert.Equal(2, Assert.Single(await store.ClaimAsync("", 10, s_duration)).Attempt);
    }

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task CapacityShouldCountOpenDeliveriesOfTheRegistration(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IWebhookStore store = fixture.Store;
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("1"), 2));
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("2"), 2));
        Assert.Equal(WebhookAdmission.Full, await store.TryAddAsync(Create("3"), 2));
        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddAsync(Create("2"), 2));
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("3", registration: "other"), 2));

        WebhookClaim claim = Assert.Single(await store.ClaimAsync("", 1, s_duration));
        Assert.Equal(WebhookAdmission.Full, await store.TryAddAsync(Create("3"), 2));
        await store.CompleteAsync(claim);
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("3"), 2));
    }

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task DeliveryShouldBeClaimedAsItIsAdded(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IWebhookStore store = fixture.Store;
        WebhookClaim first = new(Create("1"), "owner 1", attempt: 1);
        Assert.Equal(WebhookAdmission.Added, await store.TryAddClaimedAsync(first, s_duration, 2));
        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddClaimedAsync(new WebhookClaim(Create("1"), "owner 2", attempt: 1), s_duration, 2));
        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddAsync(Create("1"), 2));
        WebhookClaim second = new(Create("2"), "owner 3", attempt: 1);
        Assert.Equal(WebhookAdmission.Added, await store.TryAddClaimedAsync(second, s_duration, 2));
        Assert.Equal(WebhookAdmission.Full, await store.TryAddClaimedAsync(new WebhookClaim(Create("3"), "owner 4", attempt: 1), s_duration, 2));
        Assert.Empty(await store.ClaimAsync("", 10, s_duration));

        Assert.True(await store.CompleteAsync(first));
        Assert.Equal(1, await store.CountOpenAsync(""));

        // The process ended while it handled the second one.
        fixture.Time.Advance(s_duration);
        WebhookClaim again = Assert.Single(await store.ClaimAsync("", 10, s_duration));
        Assert.Equal(("2", 2), (again.Delivery.Identifier, again.Attempt));
        Assert.False(await store.CompleteAsync(second));
        Assert.True(await store.CompleteAsync(again));
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task ProcessesShouldAddADeliveryOnceAndClaimDifferentOnes(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IWebhookStore[] processes = [.. Enumerable.Range(0, 4).Select(_ => fixture.CreateStore())];

        WebhookAdmission[] admissions = await Task.WhenAll(processes.SelectMany(store => Enumerable.Range(0, 20).Select(i => Task.Run(() => store.TryAddAsync(Create($"{i}"), 100).AsTask()))));
        IReadOnlyList<WebhookClaim>[] claims = await Task.WhenAll(processes.Select(store => Task.Run(() => store.ClaimAsync("", 20, s_duration).AsTask())));

        Assert.Equal(20, admissions.Count(static admission => admission == WebhookAdmission.Added));
        Assert.Equal(60, admissions.Count(static admission => admission == WebhookAdmission.Duplicate));
        Assert.Equal(
            Enumerable.Range(0, 20).Select(static i => $"{i}").Order(StringComparer.Ordinal),
            claims.SelectMany(static list => list).Select(static claim => claim.Delivery.Identifier).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task WarmUpShouldChangeNothing(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        IWebhookStore store = fixture.Store;
        await store.TryAddAsync(Create("1"), 10);

        await store.WarmUpAsync("");

        Assert.Equal(1, await store.CountOpenAsync(""));
        Assert.Equal((1, "1"), Assert.Single(await store.ClaimAsync("", 10, s_duration)) is var claim ? (claim.Attempt, claim.Delivery.Identifier) : default);
        if (fixture.Contexts is { } contexts)
        {
            await using WebhookDbContext context = await contexts.CreateDbContextAsync();
            Assert.Equal("1", (await context.Set<WebhookRow>().SingleAsync()).Identifier);
        }
    }

    [Fact]
    public async Task WarmUpShouldNotCreateADatabase()
    {
        using Fixture fixture = await Fixture.CreateAsync(TestStore.Sqlite, isMigrated: false);

        await Assert.ThrowsAsync<WebhookStoreException>(() => fixture.Store.WarmUpAsync("").AsTask());

        await using WebhookDbContext context = await fixture.Contexts!.CreateDbContextAsync();
        Assert.False(await context.Database.CanConnectAsync());
    }

    [Fact]
    public async Task MemoryShouldBeBounded()
    {
        InMemoryWebhookStore store = new(new FakeTimeProvider(Deliveries.Now), maxBytes: 20, maxKnown: 2);
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("1"), 10));
        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("2"), 10));
        Assert.Equal(WebhookAdmission.Full, await store.TryAddAsync(Create("3"), 10));

        for (int i = 1; i <= 3; i++)
        {
            foreach (WebhookClaim claim in await store.ClaimAsync("", 10, s_duration))
            {
                await store.CompleteAsync(claim);
            }

            await store.TryAddAsync(Create($"{i + 2}"), 10);
        }

        Assert.Equal(WebhookAdmission.Added, await store.TryAddAsync(Create("1"), 10));
        Assert.Equal(WebhookAdmission.Duplicate, await store.TryAddAsync(Create("4"), 10));
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task HandledBodyShouldLeaveTheDatabase(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        await fixture.Store.TryAddAsync(Create("1"), 10);
        await fixture.Store.TryAddAsync(Create("2"), 10);
        IReadOnlyList<WebhookClaim> claims = await fixture.Store.ClaimAsync("", 10, s_duration);
        await fixture.Store.CompleteAsync(claims[0]);
        await fixture.Store.BuryAsync(claims[1]);

        await using WebhookDbContext context = await fixture.Contexts!.CreateDbContextAsync();
        Dictionary<string, string?> bodies = await context.Set<WebhookRow>().ToDictionaryAsync(static row => row.Identifier, static row => row.Body);

        Assert.Null(bodies[claims[0].Delivery.Identifier]);
        Assert.NotNull(bodies[claims[1].Delivery.Identifier]);
    }

    [Theory]
    [InlineData(TestStore.Memory)]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task ClaimShouldHaveTheKeysOfTheDelivery(TestStore kind)
    {
        using Fixture fixture = await Fixture.CreateAsync(kind);
        WebhookDelivery byIdentifier = Create("1");
        WebhookDelivery byBody = Create("2", isIdentifiedByBody: true);
        await fixture.Store.TryAddAsync(byIdentifier, 10);
        await fixture.Store.TryAddAsync(byBody, 10);

        IReadOnlyList<WebhookClaim> claims = await fixture.Store.ClaimAsync("", 10, s_duration);

        Assert.Equal(
            new[] { (byIdentifier.Key, byIdentifier.Fingerprint, false), (byBody.Key, byBody.Fingerprint, true) },
            claims.Select(static claim => claim.Delivery).OrderBy(static delivery => delivery.Identifier)
                .Select(static delivery => (delivery.Key, delivery.Fingerprint, delivery.IsIdentifiedByBody)));
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task ProcessThatLosesARaceShouldClaimTheNextDeliveries(TestStore kind)
    {
        Statements statements = new();
        using Fixture fixture = await Fixture.CreateAsync(kind, statements: statements);
        for (int i = 0; i < 6; i++)
        {
            await fixture.Store.TryAddAsync(Create($"{i}"), 10);
        }

        // Another process claims what this one has selected, twice.
        List<string> others = [];
        statements.BeforeWrite = async () =>
        {
            if (others.Count < 4)
            {
                others.AddRange((await fixture.CreateStore().ClaimAsync("", 2, s_duration)).Select(static claim => claim.Delivery.Identifier));
            }
        };
        IReadOnlyList<WebhookClaim> claims = await fixture.Store.ClaimAsync("", 2, s_duration);

        Assert.Equal(4, others.Count);
        Assert.Equal(2, claims.Count);
        Assert.Equal(6, others.Concat(claims.Select(static claim => claim.Delivery.Identifier)).Distinct().Count());
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task ManyDeliveriesShouldBeForgottenInSmallSteps(TestStore kind)
    {
        const int Count = 1_200;
        Statements statements = new();
        using Fixture fixture = await Fixture.CreateAsync(kind, statements: statements);
        await using (WebhookDbContext context = await fixture.Contexts!.CreateDbContextAsync())
        {
            context.AddRange(Enumerable.Range(0, Count).Select(static number => new WebhookRow
            {
                Id = $"{number}",
                Fingerprint = $"{number}",
                Registration = "",
                Site = "",
                Identifier = $"{number}",
                ReceivedAt = Deliveries.Now.UtcDateTime,
            }));
            await context.SaveChangesAsync();
        }

        await fixture.Store.TryAddAsync(Create("open"), 10);
        statements.Affected.Clear();

        Assert.Equal(Count, await fixture.Store.ForgetAsync("", Deliveries.Now.AddSeconds(1)));
        Assert.Equal([500, 500, 200], statements.Affected);
        Assert.Equal(1, await fixture.Store.CountOpenAsync(""));
        Assert.Equal(0, await fixture.Store.ForgetAsync("", Deliveries.Now.AddSeconds(1)));
    }

    [Fact]
    public async Task OldDeliveriesShouldBeFoundWithAnIndex()
    {
        using Fixture fixture = await Fixture.CreateAsync(TestStore.Sqlite);
        await using WebhookDbContext context = await fixture.Contexts!.CreateDbContextAsync();
        await context.Database.OpenConnectionAsync();
        await using System.Data.Common.DbCommand command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN SELECT id FROM leeway_webhooks WHERE registration = '' AND due_at IS NULL AND received_at < '2026-11-29' ORDER BY received_at LIMIT 500";
        await using System.Data.Common.DbDataReader reader = await command.ExecuteReaderAsync();
        List<string> plan = [];
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(3));
        }

        Assert.Equal(["SEARCH leeway_webhooks USING INDEX IX_leeway_webhooks_registration_due_at_received_at (registration=? AND due_at=? AND received_at<?)"], plan);
    }

    [Fact]
    public async Task MissingTableShouldBeExplained()
    {
        using Fixture fixture = await Fixture.CreateAsync(TestStore.Sqlite, isMigrated: false);

        WebhookStoreException exception = await Assert.ThrowsAsync<WebhookStoreException>(() => fixture.Store.TryAddAsync(Create("1"), 10).AsTask());

        Assert.Contains("The webhook table 'leeway_webhooks' cannot be used", exception.Message, StringComparison.Ordinal);
        Assert.Contains("WebhookDbContext", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelShouldBeThatOfTheMigrations()
    {
        using Fixture fixture = await Fixture.CreateAsync(TestStore.Sqlite);
        await using WebhookDbContext context = await fixture.Contexts!.CreateDbContextAsync();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    private static WebhookDelivery Create(
        string identifier, string? body = null, string registration = "", string site = Deliveries.Site, bool isIdentifiedByBody = false) => new()
        {
            Registration = registration,
            Site = site,
            Identifier = identifier,
            Body = Encoding.UTF8.GetBytes(body ?? $"body of {identifier}"),
            IsIdentifiedByBody = isIdentifiedByBody,
            ReceivedAt = Deliveries.Now,
        };

    private sealed class Fixture : IDisposable
    {
        private readonly WebhookDatabase? _database;
        private readonly ServiceProvider? _services;

        private Fixture(TestStore kind, Statements? statements)
        {
            if (kind != TestStore.Memory)
            {
                _database = new WebhookDatabase(kind);
                _services = new ServiceCollection()
                    .AddPooledDbContextFactory<WebhookDbContext>(options =>
                    {
                        _database.Use(options);
                        options.AddInterceptors(statements is null ? [] : [statements]);
                    })
                    .BuildServiceProvider();
                Contexts = _services.GetRequiredService<IDbContextFactory<WebhookDbContext>>();
            }

            Store = CreateStore();
        }

        public FakeTimeProvider Time { get; } = new(Deliveries.Now);

        public IDbContextFactory<WebhookDbContext>? Contexts { get; }

        public IWebhookStore Store { get; }

        public static async Task<Fixture> CreateAsync(TestStore kind, bool isMigrated = true, Statements? statements = null)
        {
            Fixture fixture = new(kind, statements);
            if (fixture.Contexts is { } contexts && isMigrated)
            {
                await using WebhookDbContext context = await contexts.CreateDbContextAsync();
                await context.Database.MigrateAsync();
            }

            return fixture;
        }

        public IWebhookStore CreateStore() => Contexts is null ? new InMemoryWebhookStore(Time) : new DatabaseWebhookStore<WebhookDbContext>(Contexts, Time);

        public void Dispose()
        {
            _services?.Dispose();
            _database?.Dispose();
        }
    }

    /// <summary>Counts the rows of updates and deletions, and runs code before the next one.</summary>
    private sealed class Statements : DbCommandInterceptor
    {
        public List<int> Affected { get; } = [];

        public Func<Task>? BeforeWrite { get; set; }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (BeforeWrite is { } run)
            {
                BeforeWrite = null;
                await run();
                BeforeWrite = run;
            }

            return result;
        }

        public override ValueTask<int> NonQueryExecutedAsync(
            System.Data.Common.DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Affected.Add(result);
            return new(result);
        }
    }
}

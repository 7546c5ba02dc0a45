using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Simulator;
using Leeway.Stores.Tests.Databases;
using Leeway.TimeLimit;
using Microsoft.EntityFrameworkCore;

namespace Leeway.Stores.Tests.Scale;

/// <summary>
/// Tests with many grants. LEEWAY_SCALE sets the number of grants (2,000 in a full run by default, 400 otherwise); a twentieth of them take
/// part in the burst, and plans of queries are read with at least 2,000. Times are printed, not asserted.
/// </summary>
public abstract class ScaleTests(TestDatabase database) : IDisposable
{
    private const int Nodes = 4;

    private static readonly DateTimeOffset s_start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static int Grants =>
        int.TryParse(Environment.GetEnvironmentVariable("LEEWAY_SCALE"), CultureInfo.InvariantCulture, out int grants) ? grants : TestSize.IsFull ? 2_000 : 400;

    public void Dispose()
    {
        database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task EveryStatementShouldUseAnIndex()
    {
        // PostgreSQL reads a table of a few hundred rows without an index, because that is faster.
        await FillAsync(Math.Max(Grants, 2_000));
        CommandRecorder recorder = new();
        DatabaseGrantStore<GrantDbContext> store = database.Open(recorder);
        GrantId id = new("model");
        GrantId absent = new("absent");
        Grant grant = (await store.FindAsync(id))!;
        Assert.False(await store.TrySwapAsync(grant, null));
        await using (await store.TryLeaseAsync(id, TimeSpan.FromMinutes(1)))
        {
            Assert.Null(await store.TryLeaseAsync(id, TimeSpan.FromMinutes(1)));
            Assert.True(await store.TrySwapAsync(grant with { Version = 2 }, 1));
        }

        await using (await store.TryLeaseAsync(absent, TimeSpan.FromMinutes(1)))
        {
            await store.FindAsync(absent);
        }

        Assert.True(await store.TrySwapAsync(grant with { Id = absent }, null));
        Assert.True(await store.TryRemoveAsync(absent, grant.Version));
        foreach (GrantDueReason reason in Enum.GetValues<GrantDueReason>())
        {
            GrantsDue due = new() { Reason = reason, Before = s_start, Limit = PageSize };
            IReadOnlyList<DueGrant> page = await store.ListDueAsync(due);
            Assert.Equal(PageSize, page.Count);
            await store.ListDueAsync(due with { After = page[^1] });
        }

        DatabaseGrantInventory<GrantDbContext> inventory = new(database.Contexts(isReadOnly: false, recorder));
        Assert.NotNull(await inventory.FindAsync(id));
        await foreach (InventoryEntry entry in inventory.ListAsync())
        {
            // The document is a copy of another grant's document.
            Assert.Contains("another grant", entry.Error, StringComparison.Ordinal);
            break;
        }

        Assert.True(recorder.Commands.Count > 16);
        using GrantDbContext context = database.Contexts().CreateDbContext();
        DbConnection connection = context.Database.GetDbConnection();
        await connection.OpenAsync();
        foreach (RecordedCommand command in recorder.Commands.DistinctBy(static command => command.Text))
        {
            IReadOnlyList<string> plan = await ExplainAsync(connection, command);

            // SQLite has no plan for an insert.
            Assert.True(plan.Count > 0 || command.Text.StartsWith("INSERT", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, line => database.IsScan(line));
        }

        // Check that the check can fail.
        Assert.Contains(await ExplainAsync(connection, new("SELECT id FROM leeway_grants WHERE document LIKE '%x%'", [])), line => database.IsScan(line));
    }

    [Fact]
    public async Task SweepShouldListEveryGrantOnce()
    {
        await FillAsync(Grants);
        DatabaseGrantStore<GrantDbContext> store = database.Open();
        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = s_start };
        HashSet<GrantId> seen = [];
        List<double> pages = [];
        while (true)
        {
            long startedAt = Stopwatch.GetTimestamp();
            IReadOnlyList<DueGrant> page = await store.ListDueAsync(due);
            pages.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
            Assert.All(page, grant => Assert.True(seen.Add(grant.Id)));
            if (page.Count < due.Limit)
            {
                break;
            }

            due = due with { After = page[^1] };
        }

        // The grant whose document is copied was just rotated, so it is not due.
        Assert.Equal(Grants, seen.Count);
        WriteFigure($"sweep of {Grants:N0} in {pages.Count} pages: {pages.Sum():N0} ms, slowest page {pages.Skip(1).DefaultIfEmpty().Max():N1} ms");
    }

    [Fact]
    public async Task BurstShouldExchangeEachGrantOnce()
    {
        int grants = Math.Max(Grants / 20, 20);
        AtlassianSimulator simulator = new();
        DatabaseNode[] nodes = [.. Enumerable.Range(0, Nodes).Select(_ => new DatabaseNode(database, simulator))];
        GrantId[] ids = [.. Enumerable.Range(0, grants).Select(static i => new GrantId($"burst-{i:000000}"))];
        simulator.Authorization.Options.AccessTokenLifetime = TimeSpan.FromSeconds(2);
        foreach (GrantId id in ids)
        {
            await nodes[0].SignInAsync(id);
        }

        simulator.Authorization.Options.AccessTokenLifetime = TimeSpan.FromHours(1);
        await Task.Delay(TimeSpan.FromSeconds(2));
        int before = simulator.Authorization.Exchanges;
        long startedAt = Stopwatch.GetTimestamp();

        // Every node requests every token at once, so the last callers waited for all others.
        AccessToken[][] tokens = await Task.WhenAll(nodes.Select(node => Task.WhenAll(ids.Select(id => node.Keeper.GetAccessTokenAsync(id).AsTask()))));
        TimeSpan duration = Stopwatch.GetElapsedTime(startedAt);

        Assert.Equal(grants, simulator.Authorization.Exchanges - before);
        for (int i = 1; i < Nodes; i++)
        {
            Assert.Equal(tokens[0], tokens[i]);
        }

        WriteFigure($"burst of {grants:N0} grants over {Nodes} nodes: {duration.TotalSeconds:N1} s, one exchange each");
        foreach (DatabaseNode node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task RefreshShouldReportTheDurationOfTheDatabase()
    {
        int refreshes = TestSize.IsFull ? 200 : 20;
        SimulatorClock clock = new();
        AtlassianSimulator simulator = new(new SimulatorOptions { Time = clock });
        List<double> milliseconds = [];
        await using DatabaseNode node = new(database, simulator);
        await node.SignInAsync(GrantId.Default);

        // The first iterations open the connection pool and build the queries.
        for (int i = -20; i < refreshes; i++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            long startedAt = Stopwatch.GetTimestamp();
            await node.Keeper.GetAccessTokenAsync(GrantId.Default);
            if (i >= 0)
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
            }

            // The lease is released in the background.
            await Task.Delay(TimeSpan.FromMilliseconds(30));
        }

        milliseconds.Sort();
        Assert.Equal(refreshes + 20, simulator.Authorization.Exchanges);
        WriteFigure($"refresh with an instant token endpoint: median {milliseconds[refreshes / 2]:N1} ms, 90th percentile {milliseconds[refreshes * 9 / 10]:N1} ms");
    }

    private static int PageSize => Math.Min(GrantsDue.MaxLimit, Grants / 40);

    private async Task<IReadOnlyList<string>> ExplainAsync(DbConnection connection, RecordedCommand recorded)
    {
        using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL comes from the store.
        command.CommandText = database.Explain + recorded.Text;
#pragma warning restore CA2100
        foreach ((string name, object? value) in recorded.Parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        List<string> plan = [];
        using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(reader.FieldCount - 1));
        }

        return plan;
    }

    /// <summary>Fills the table with rows that differ in the columns that queries use. Their documents are copies of one
    /// document.</summary>
    private async Task FillAsync(int grants)
    {
        GrantId model = new("model");
        await database.Open().TrySwapAsync(
            new Grant
            {
                Id = model,
                Version = 1,
                Family = "family",
                AccessToken = new AccessToken(new string('a', 1_000)),
                AccessTokenExpiresAt = s_start,
                RefreshToken = new RefreshToken(new string('r', 1_000)),
                Scopes = ["read:jira-work", "write:jira-work", "offline_access"],
                FamilyStartedAt = s_start,
                RotatedAt = s_start,
            },
            null);
        string document = Assert.Single(database.Query("SELECT document AS \"Value\" FROM leeway_grants"));
        for (int first = 0; first < grants; first += 2_000)
        {
            using GrantDbContext context = database.Contexts().CreateDbContext();
            context.AddRange(Enumerable.Range(first, Math.Min(2_000, grants - first)).Select(i => new GrantRow
            {
                Id = $"grant-{i:000000}",
                Version = 1,
                Document = document,
                // Several rows with the same time, as after an import.
                IdleSince = s_start.UtcDateTime.AddMinutes(-1 - (i / 3)),
                OpenSince = i % 2 == 0 ? s_start.UtcDateTime.AddSeconds(-1 - (i / 3)) : null,
            }));
            await context.SaveChangesAsync();
        }

        database.Execute("ANALYZE");
    }

    private void WriteFigure(string figure) => TestContext.Current.TestOutputHelper?.WriteLine($"{database.GetType().Name}: {figure}");
}

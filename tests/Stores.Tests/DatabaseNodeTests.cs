using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Simulator;
using Leeway.Stores.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Stores.Tests;

/// <summary>Tests of the runtime with a database.</summary>
public abstract class DatabaseNodeTests(TestDatabase database) : IDisposable
{
    private static readonly GrantId s_id = GrantId.Default;

    private readonly AtlassianSimulator _simulator = new();

    public void Dispose()
    {
        database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task CallWithAValidTokenShouldNotTouchTheDatabase()
    {
        ConnectionRecorder connections = new();
        await using DatabaseNode node = new(database, _simulator, null, connections);
        await node.SignInAsync(s_id);
        int opened = connections.Opened;
        Assert.NotEqual(0, opened);

        for (int i = 0; i < 100; i++)
        {
            await node.Keeper.GetAccessTokenAsync(s_id);
        }

        Assert.Equal(opened, connections.Opened);
    }

    [Fact]
    public async Task NoConnectionShouldBeOpenWhileATokenIsExchanged()
    {
        ConnectionRecorder connections = new();
        List<int> open = [];
        await using DatabaseNode node = new(database, _simulator, () => open.Add(connections.Open), connections);
        await node.SignInAsync(s_id);
        await node.ExpireAsync(s_id);
        await using DatabaseNode other = new(database, _simulator, () => open.Add(connections.Open), connections);

        await other.Keeper.GetAccessTokenAsync(s_id);

        Assert.Equal([0, 0], open);
    }

    [Fact]
    public async Task NodesShouldExchangeAnExpiredTokenOnce()
    {
        DatabaseNode[] nodes = [.. Enumerable.Range(0, 4).Select(_ => new DatabaseNode(database, _simulator))];
        await nodes[0].SignInAsync(s_id);
        int before = _simulator.Authorization.Exchanges;
        await nodes[1].ExpireAsync(s_id);

        AccessToken[] tokens = await Task.WhenAll(nodes[1..].SelectMany(node => Enumerable.Range(0, 5).Select(_ => node.Keeper.GetAccessTokenAsync(s_id).AsTask())));

        Assert.Equal(before + 1, _simulator.Authorization.Exchanges);
        Assert.Single(tokens.Distinct());
        foreach (DatabaseNode node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task UnreadableGrantShouldFailTheCallAndNotBeLost()
    {
        await using DatabaseNode first = new(database, _simulator);
        await first.SignInAsync(s_id);
        await first.ExpireAsync(s_id);
        string document = Assert.Single(database.Query("SELECT document AS \"Value\" FROM leeway_grants"));
        database.Execute("UPDATE leeway_grants SET document = substr(document, 1, 200)");
        await using DatabaseNode second = new(database, _simulator);
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await second.Keeper.GetAccessTokenAsync(s_id, timeout.Token));
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(async () => await second.Keeper.GetHealthAsync(s_id));
        Assert.Contains("Restore it from a backup", exception.InnerException!.Message, StringComparison.Ordinal);

        // After the repair, the grant works as before.
        using GrantDbContext context = database.Contexts().CreateDbContext();
        await context.Set<GrantRow>().ExecuteUpdateAsync(set => set.SetProperty(static row => row.Document, document));
        Assert.NotNull(await second.Keeper.GetAccessTokenAsync(s_id));
        Assert.Equal(GrantState.Alive, (await second.Keeper.GetHealthAsync(s_id)).State);
    }

    [Fact]
    public void RegistrationShouldReportWhatIsMissing()
    {
        ServiceCollection services = new();
        IAtlassianBuilder builder = services
            .AddAtlassian(static options => (options.ClientId, options.ClientSecret) = ("id", "secret"))
            .StoreGrantsInDatabase<GrantDbContext>();
        AssertMissing("AddPooledDbContextFactory<GrantDbContext>");
        services.AddDbContextFactory<GrantDbContext>(options => database.Use(options));
        AssertMissing("ProtectTokens");
        builder.ProtectTokens(AesGcmTokenProtector.CreateKey());
        using ServiceProvider complete = services.BuildServiceProvider(validateScopes: true);
        Assert.IsType<DatabaseGrantStore<GrantDbContext>>(complete.GetRequiredService<IGrantStore>());

        void AssertMissing(string mentioned)
        {
            using ServiceProvider provider = services.BuildServiceProvider();
            Assert.Contains(mentioned, Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IGrantStore>).Message, StringComparison.Ordinal);
        }
    }
}

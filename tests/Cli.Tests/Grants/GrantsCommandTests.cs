using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leeway.Cli.Tests.Grants;

public sealed class GrantsCommandTests : IDisposable
{
    private static readonly DateTimeOffset s_tokenEnd = DateTimeOffset.UtcNow.AddHours(1);

    private readonly TemporaryFolder _folder = new();

    private static string TokenEnd => s_tokenEnd.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Folder => _folder["grants"];

    private string Database => _folder["grants.db"];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("--folder")]
    [InlineData("--sqlite")]
    public async Task ListShouldShowEveryGrantAndNoToken(string option)
    {
        string store = await FillAsync(option);

        CommandRun run = CommandRun.OfDev("grants", "list", option, store);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string expected in (string[])["alive", "Alive", "lost", "Lost", "It was idle.", "idle"])
        {
            Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
        CommandRun lost = CommandRun.OfDev("grants", "list", option, store, "--state", "Lost", "--json");
        Assert.Equal("lost", (string)Assert.Single(JsonNode.Parse(lost.Output)!.AsArray())!["grant"]!);
        Assert.Contains("There are more", CommandRun.OfDev("grants", "list", option, store, "--limit", "1").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--folder")]
    [InlineData("--sqlite")]
    public async Task ShowShouldPrintEverythingExceptTheTokens(string option)
    {
        string store = await FillAsync(option);

        CommandRun run = CommandRun.OfDev("grants", "show", "lost", option, store, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
        JsonNode grant = JsonNode.Parse(run.Output)!;
        Assert.Equal(("Lost", "Idle", "It was idle."), ((string)grant["state"]!, (string)grant["reason"]!, (string)grant["evidence"]!));
        Assert.Equal("read:jira-work", (string)grant["scopes"]![0]!);
        Assert.Contains("It was idle.", CommandRun.OfDev("grants", "show", "lost", option, store).Output, StringComparison.Ordinal);

        CommandRun absent = CommandRun.OfDev("grants", "show", "nobody", option, store);
        Assert.Equal((1, "leeway-dev: There is no grant 'nobody' in this store."), (absent.ExitCode, absent.Error.TrimEnd()));
    }

    [Theory]
    [InlineData("--folder")]
    [InlineData("--sqlite")]
    public async Task HealthShouldFailWhenGrantsNeedAttention(string option)
    {
        string store = await FillAsync(option);

        CommandRun run = CommandRun.OfDev("grants", "health", option, store, "--json");

        Assert.Equal(1, run.ExitCode);
        JsonNode report = JsonNode.Parse(run.Output)!;
        Assert.Equal((3, 2, 1, 2), ((int)report["grants"]!, (int)report["states"]!["Alive"]!, (int)report["states"]!["Lost"]!, (int)report["troubled"]!));
        Assert.Equal(["idle", "lost"], report["examples"]!.AsArray().Select(static example => (string)example!["grant"]!).Order());
        Assert.Contains("3  in total, of which 2 need attention", CommandRun.OfDev("grants", "health", option, store).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadableGrantShouldBeListedAndCounted()
    {
        string store = await FillAsync("--sqlite");
        using (GrantDbContext context = Contexts().CreateDbContext())
        {
            await context.Database.ExecuteSqlRawAsync("UPDATE leeway_grants SET document = '[' WHERE id = 'alive'", TestContext.Current.CancellationToken);
        }

        CommandRun list = CommandRun.OfDev("grants", "list", "--sqlite", store);
        Assert.Contains("Unreadable", list.Output, StringComparison.Ordinal);
        Assert.Contains("It was idle.", list.Output, StringComparison.Ordinal);
        Assert.Contains("alive: The grant cannot be read", CommandRun.OfDev("grants", "health", "--sqlite", store).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--folder")]
    [InlineData("--sqlite")]
    public async Task ForgetShouldRemoveTheGrantAloneAndSayWhatRemainsToBeDone(string option)
    {
        string store = await FillAsync(option);

        CommandRun run = CommandRun.OfDev("grants", "forget", "alive", option, store);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string expected in (string[])["Removed the grant 'alive'", "within 30 seconds", "documents no endpoint to revoke them", $"the access token at {TokenEnd}", "https://id.atlassian.com/manage-profile/apps"])
        {
            Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
        Assert.Equal(["idle", "lost"], Names(CommandRun.OfDev("grants", "list", option, store, "--json")));
        JsonNode report = JsonNode.Parse(CommandRun.OfDev("grants", "forget", "idle", option, store, "--json").Output)!;
        Assert.Equal(("idle", true, TokenEnd), ((string)report["grant"]!, (bool)report["removed"]!, (string)report["accessTokenEnds"]!));
        Assert.Equal(["lost"], Names(CommandRun.OfDev("grants", "list", option, store, "--json")));
    }

    [Theory]
    [InlineData("--folder")]
    [InlineData("--sqlite")]
    public async Task ForgetShouldFailWhereThereIsNoSuchGrantAndLeaveNothingBehind(string option)
    {
        string store = await FillAsync(option);
        int files = Directory.GetFiles(_folder[""], "*", SearchOption.AllDirectories).Length;

        CommandRun run = CommandRun.OfDev("grants", "forget", "nobody", option, store);

        Assert.Equal((1, "", "leeway-dev: There is no grant 'nobody' in this store."), (run.ExitCode, run.Output, run.Error.TrimEnd()));
        Assert.Equal(files, Directory.GetFiles(_folder[""], "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("--folder")]
    [InlineData("--sqlite")]
    public async Task ForgetShouldRemoveAGrantThatCannotBeRead(string option)
    {
        string store = await FillAsync(option);
        if (option == "--folder")
        {
            string file = Directory.GetFiles(Folder, "*.grant").Single(static path => File.ReadAllText(path).Contains("\"alive\"", StringComparison.Ordinal));
            await File.WriteAllTextAsync(file, "[", TestContext.Current.CancellationToken);
        }
        else
        {
            using GrantDbContext context = Contexts().CreateDbContext();
            await context.Database.ExecuteSqlRawAsync("UPDATE leeway_grants SET document = '[' WHERE id = 'alive'", TestContext.Current.CancellationToken);
        }

        CommandRun run = CommandRun.OfDev("grants", "forget", "alive", option, store);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["idle", "lost"], Names(CommandRun.OfDev("grants", "list", option, store, "--json")));
    }

    [Theory]
    [InlineData("--limit must be a number of at least 1", "list", "--folder", ".", "--limit", "0")]
    [InlineData("Specify one store", "list")]
    [InlineData("Specify one store", "health", "--folder", "a", "--sqlite", "b")]
    [InlineData("The folder '/nowhere/at/all' does not exist", "list", "--folder", "/nowhere/at/all")]
    [InlineData("The folder '/nowhere/at/all' does not exist", "forget", "a", "--folder", "/nowhere/at/all")]
    [InlineData("The file '/nowhere/at/all.db' does not exist", "forget", "a", "--sqlite", "/nowhere/at/all.db")]
    [InlineData("Specify one store", "forget", "a")]
    [InlineData("The file '/nowhere/at/all.db' does not exist", "list", "--sqlite", "/nowhere/at/all.db")]
    [InlineData("Couldn't set nonsense", "list", "--postgres", "nonsense=1")]
    [InlineData("Failed to connect", "list", "--postgres", "Host=127.0.0.1;Port=1;Username=u;Password=hidden;Timeout=2")]
    public void AStoreThatCannotBeOpenedShouldBeReportedOnOneLine(string expected, params string[] args)
    {
        CommandRun run = CommandRun.OfDev(["grants", .. args]);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void AFileThatIsNotADatabaseShouldBeReportedOnOneLine()
    {
        CommandRun run = CommandRun.OfDev("grants", "list", "--sqlite", _folder.Write("other.db", new string('x', 5_000)));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not a valid SQLite database", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(CommandRun list) => JsonNode.Parse(list.Output)!.AsArray().Select(static grant => (string)grant!["grant"]!).Order();

    private static Grant NewGrant(string id, int idleDays) => new()
    {
        Id = new GrantId(id),
        Version = 1,
        Family = "family",
        AccessToken = new AccessToken("access-secret"),
        AccessTokenExpiresAt = s_tokenEnd,
        RefreshToken = new RefreshToken("refresh-secret"),
        Scopes = ["read:jira-work"],
        FamilyStartedAt = DateTimeOffset.UtcNow.AddDays(-idleDays),
        RotatedAt = DateTimeOffset.UtcNow.AddDays(-idleDays),
    };

    private PooledDbContextFactory<GrantDbContext> Contexts() =>
        new(new DbContextOptionsBuilder<GrantDbContext>().UseSqlite($"Data Source={Database}").Options);

    private async Task<string> FillAsync(string option)
    {
        IGrantStore store;
        if (option == "--folder")
        {
            store = FileGrantStore.Open(Folder);
        }
        else
        {
            PooledDbContextFactory<GrantDbContext> contexts = Contexts();
            using GrantDbContext context = contexts.CreateDbContext();
            await context.Database.MigrateAsync();
            store = new DatabaseGrantStore<GrantDbContext>(contexts, new AesGcmTokenProtector(AesGcmTokenProtector.CreateKey()));
        }

        await store.TrySwapAsync(NewGrant("alive", 1), null);
        await store.TrySwapAsync(NewGrant("idle", 80), null);
        await store.TrySwapAsync(NewGrant("lost", 95) with { Loss = new GrantLoss { Reason = GrantLossReason.Idle, Evidence = "It was idle.", At = DateTimeOffset.UtcNow } }, null);
        return option == "--folder" ? Folder : Database;
    }
}

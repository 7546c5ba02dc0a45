using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.RichText;
using Leeway.Simulator;
using Leeway.Simulator.Wire;
using Leeway.Testing.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>The code of the README and of the readmes of packages. The recipes have some of it.</summary>
public sealed class ReadmeTests : IAsyncDisposable
{
    private readonly RecipeWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task ReadmeShouldWriteAndSearch()
    {
        AtlassianOptions options = new();
        _world.UseToken(options);
        using SimulatorHandler transport = new(_world.Atlassian);
        await using AtlassianConnection connection = AtlassianConnection.Open(options, transport: transport);
        JiraClient jira = new(connection.Caller);
        string noor = (await jira.UserSearch.FindUserByEmailAsync("noor@example.com"))!.AccountId!;
        _world.Atlassian.ForgetRequests();

        await WriteAndSearch.RunAsync(jira, noor, new Uri("https://example.com/log"), "It **burns**.", "DEMO", "printer", [noor]);

        Assert.Equal(
            ["addComment 201", "editIssue 204", "searchAndReconsileIssuesUsingJql 200"],
            _world.Atlassian.Requests.Select(static request => $"{request.Operation?.Id} {request.Status}"));
        Issue issue = await jira.Issues.GetIssueAsync("DEMO-1");
        Assert.Equal("It burns.", issue.Fields!.Description!.ToPlainText().Trim());
        Assert.Equal(noor, Assert.Single((await jira.IssueComments.GetCommentsAsync("DEMO-1")).Comments![^1].Body!.Descendants().OfType<AdfMention>()).Id);
    }

    [Fact]
    public async Task PackageOfTheRuntimeShouldReadAnIssue()
    {
        await using SimulatorHost host = await SimulatorHost.StartAsync(_world.Atlassian);
        string site = host.Simulator.SiteOrigin.GetLeftPart(UriPartial.Authority);
        (string email, string token) = (_world.Atlassian.Account.Email, _world.Atlassian.ApiTokens[0].Value);

        // Example: runtime/Leeway/README.md#begin, runtime/Clients/README.md#begin, docs/index.md#leeway
        await using AtlassianConnection connection = AtlassianConnection.Open(new AtlassianOptions
        {
            Site = site,
            Login = AtlassianLogin.ApiToken(email, token),
        });
        JiraClient jira = new(connection.Caller);
        Issue issue = await jira.Issues.GetIssueAsync("DEMO-1");
        Console.WriteLine($"{issue.Key}: {issue.Fields?.Summary}");
        // End

        SimulatedRequest request = Assert.Single(_world.Atlassian.Requests);
        Assert.Equal(("getIssue", 200), (request.Operation!.Id, request.Status));
        Assert.Equal("The printer on the third floor is offline", issue.Fields?.Summary);
    }

    [Fact]
    public void PackageForMarkdownShouldConvert()
    {
        // Example: runtime/Leeway.Markdown/README.md#begin
        AdfDocument document = AdfDocument.FromMarkdown("A **description** with a [link](https://example.com).");
        string markdown = document.ToMarkdown();
        // End

        Assert.Equal("A **description** with a [link](https://example.com).", markdown.Trim());
    }

    [Fact]
    public async Task PackageForDatabasesShouldStoreGrants()
    {
        string connectionString = $"Data Source={Path.Combine(_world.Folder, "grants.db")};Pooling=false";
        byte[] key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(_world.Clock).AddLogging();

        // Example: runtime/Leeway.EntityFrameworkCore/README.md#begin
        services.AddPooledDbContextFactory<GrantDbContext>(options => options.UseSqlite(connectionString));
        IAtlassianBuilder atlassian = services.AddAtlassian(ConfigureApp)
            .ProtectTokens(key)
            .StoreGrantsInDatabase<GrantDbContext>()
            .KeepGrantsAlive();
        // End

        IServiceProvider provider = _world.Build(atlassian.UseTransport(_ => new SimulatorHandler(_world.Atlassian)));
        await using GrantDbContext context = await provider.GetRequiredService<IDbContextFactory<GrantDbContext>>().CreateDbContextAsync();

        // Example: runtime/Leeway.EntityFrameworkCore/README.md#begin
        await context.Database.MigrateAsync();
        // End

        IAuthorizationCodeFlow flow = provider.GetRequiredService<IAuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();
        await flow.CompleteAsync(request, _world.Consent(request.Address));
        Assert.NotNull(await provider.GetRequiredService<IGrantStore>().FindAsync(GrantId.Default));
        Assert.NotEqual(0, new FileInfo(Path.Combine(_world.Folder, "grants.db")).Length);

        void ConfigureApp(AtlassianOptions options) => _world.UseApp(options);
    }

    [Fact]
    public async Task PackageForTestsOfStoresShouldCheckAStore()
    {
        // Example: runtime/Leeway.Testing.Stores/README.md#begin
        foreach (GrantStoreCheck check in GrantStoreContract.Checks)
        {
            await check.RunAsync(time => new InMemoryGrantStore(time));
        }
        // End

        Assert.NotEmpty(GrantStoreContract.Checks);
    }
}

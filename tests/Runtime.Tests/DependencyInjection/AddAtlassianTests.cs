using Leeway.Calls;
using Leeway.Grants;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator;
using Leeway.Sites;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Leeway.Runtime.Tests.DependencyInjection;

public sealed class AddAtlassianTests
{
    private static readonly OperationDescriptor s_delete =
        new("deleteIssue", HttpMethod.Delete, "/rest/api/3/issue/{issueIdOrKey}", "jira", "Jira", [204]);

    private static readonly UriCreationOptions s_verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly AtlassianSimulator _simulator = new();

    [Fact]
    public async Task RegisteredCallerShouldReachTheGateway()
    {
        await using ServiceProvider services = Register().BuildServiceProvider(validateScopes: true);
        await SignInAsync(services);

        NotFoundException exception = await Assert.ThrowsAsync<NotFoundException>(() => services
            .GetRequiredService<AtlassianCaller>()
            .SendAsync(s_delete.CreateRequest("/rest/api/3/issue/NONE-1"), CancellationToken.None));

        Assert.Equal(["Issue does not exist or you do not have permission to see it."], exception.Messages);
        Assert.Equal("Importer/2.1 " + _simulator.Requests[^1].Headers["User-Agent"].Split(' ')[1], _simulator.Requests[^1].Headers["User-Agent"]);
        Assert.Equal("leeway-demo", (await services.GetRequiredService<SiteDirectory>().ListAsync(GrantId.Default)).Single().Name);
    }

    [Theory]
    [InlineData("/rest/api/3/issue/A%2F..%2FB?jql=a%0Ab", null)]
    [InlineData("/rest/api/3/%2e%2e/%2E%2E/admin", "segment")]
    [InlineData("/rest/api/3/issue/..%2e", null)]
    [InlineData("/rest/api/3/issue/.;/x", "segment")]
    [InlineData("/rest/api/3\\..\\admin", "U+005C")]
    [InlineData("/rest/api/3/issue/A\r\nHost: evil.example", "U+000D")]
    [InlineData("/rest/api/3/issue/A\0", "U+0000")]
    public async Task PathOfAnApplicationsClientShouldBeSentUnchangedOrRefused(string path, string? fault)
    {
        ServiceCollection collection = Register();
        collection.AddHttpClient("own").UseAtlassian();
        await using ServiceProvider services = collection.BuildServiceProvider();
        await SignInAsync(services);
        HttpClient client = services.GetRequiredService<IHttpClientFactory>().CreateClient("own");
        int before = _simulator.Requests.Count;
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, s_verbatim));
        request.Options.Set(OperationDescriptor.Key, s_delete);
        if (fault is null)
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            Assert.EndsWith(path, _simulator.Requests[^1].Target, StringComparison.Ordinal);
            return;
        }

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(request));
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, _simulator.Requests.Count);
    }

    [Fact]
    public async Task PathSetByAnApplicationsHandlerShouldBeSentUnchangedOrRefused()
    {
        ServiceCollection collection = Register();
        collection.Configure<AtlassianOptions>(static options => options.CallHandlers.Add(static () => new Detour()));
        await using ServiceProvider services = collection.BuildServiceProvider();
        await SignInAsync(services);
        int before = _simulator.Requests.Count;
        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => services
            .GetRequiredService<AtlassianCaller>()
            .SendAsync(s_delete.CreateRequest("/rest/api/3/issue/A-1"), CancellationToken.None));
        Assert.Contains("segment", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, _simulator.Requests.Count);
    }

    [Fact]
    public async Task InventoryShouldBeTheStore()
    {
        await using ServiceProvider inMemory = Register().BuildServiceProvider(validateScopes: true);
        IGrantInventory inventory = inMemory.GetRequiredService<IGrantInventory>();
        Assert.Null(await inventory.FindAsync(GrantId.Default));
        await SignInAsync(inMemory);
        Assert.Equal(GrantId.Default, (await inventory.FindAsync(GrantId.Default))!.Outline!.Id);
        Assert.Equal([GrantId.Default.Value], await NamesAsync(inventory));

        string folder = Path.Combine(Directory.CreateTempSubdirectory("leeway-").FullName, "grants");
        ServiceCollection collection = new();
        await using ServiceProvider inFiles = Register(collection, builder => builder.StoreGrantsInFiles(folder)).BuildServiceProvider(validateScopes: true);
        Assert.Empty(await NamesAsync(inFiles.GetRequiredService<IGrantInventory>()));
        await SignInAsync(inFiles);
        Assert.Equal([GrantId.Default.Value], await NamesAsync(inFiles.GetRequiredService<IGrantInventory>()));
        Directory.Delete(folder, recursive: true);

        ServiceCollection own = new();
        own.AddSingleton<IGrantStore>(new UnreliableStore(new ManualTime()));
        await using ServiceProvider withoutOne = Register(own).BuildServiceProvider();
        Assert.Contains(
            nameof(UnreliableStore),
            Assert.Throws<InvalidOperationException>(() => withoutOne.GetRequiredService<IGrantInventory>()).Message,
            StringComparison.Ordinal);

        static async Task<List<string>> NamesAsync(IGrantInventory inventory)
        {
            List<string> names = [];
            await foreach (InventoryEntry entry in inventory.ListAsync())
            {
                names.Add(entry.Name);
            }

            return names;
        }
    }

    [Fact]
    public async Task ApplicationsHandlersShouldHandleGatewayRequestsOnly()
    {
        List<string> seen = [];
        ServiceCollection collection = Register();
        collection.AddHttpClient("Leeway").AddHttpMessageHandler(() => new Witness(seen));
        await using ServiceProvider services = collection.BuildServiceProvider();
        await SignInAsync(services);

        await services.GetRequiredService<SiteDirectory>().ListAsync(GrantId.Default);

        Assert.Equal(["/oauth/token/accessible-resources Bearer"], seen);
    }

    [Fact]
    public async Task HandlersOfAllClientsShouldNotHandleTokenRequests()
    {
        List<string> seen = [];
        ServiceCollection collection = new();
        collection.ConfigureHttpClientDefaults(clients => clients.AddHttpMessageHandler(() => new Witness(seen)));
        await using ServiceProvider services = Register(collection).BuildServiceProvider();
        await SignInAsync(services);

        await services.GetRequiredService<SiteDirectory>().ListAsync(GrantId.Default);

        Assert.Equal(["/oauth/token/accessible-resources Bearer"], seen);
    }

    [Fact]
    public async Task RegisteredStoreAndTimeShouldBeUsed()
    {
        ManualTime time = new();
        UnreliableStore store = new(time);
        ServiceCollection collection = new();
        collection.AddSingleton<TimeProvider>(time).AddSingleton<IGrantStore>(store);
        await using ServiceProvider services = Register(collection).BuildServiceProvider();

        CompletedSignIn signIn = await SignInAsync(services);

        Assert.Same(signIn.Grant, await store.FindAsync(GrantId.Default));
        Assert.Equal(ManualTime.Start.AddHours(1), signIn.Grant.AccessTokenExpiresAt);
    }

    [Fact]
    public void TransportShouldNotFollowRedirects()
    {
        ServiceCollection collection = new();
        collection.AddAtlassian(Configure);
        using ServiceProvider services = collection.BuildServiceProvider();
        IHttpMessageHandlerFactory factory = services.GetRequiredService<IHttpMessageHandlerFactory>();

        foreach (string name in (string[])["Leeway", "Leeway.Authorization"])
        {
            HttpMessageHandler handler = factory.CreateHandler(name);
            while (handler is DelegatingHandler outer)
            {
                handler = outer.InnerHandler!;
            }

            SocketsHttpHandler socket = Assert.IsType<SocketsHttpHandler>(handler);
            Assert.Equal((false, false), (socket.AllowAutoRedirect, socket.UseCookies));
        }
    }

    [Theory]
    [InlineData("client id", "ClientId")]
    [InlineData("client secret", "ClientSecret")]
    [InlineData("plain gateway", "Endpoints.Gateway")]
    [InlineData("gateway with a path", "Endpoints.Gateway")]
    [InlineData("broken cloud id", "is not a UUID")]
    [InlineData("margin", "LeewayMargin")]
    [InlineData("lease without an end", "LeaseDuration")]
    [InlineData("renewal before the beginning of time", "RenewAhead")]
    [InlineData("retries without a pause", "RetryDelay")]
    [InlineData("timeout", "ExchangeTimeout")]
    [InlineData("reads in a row", "MaxStaleness")]
    [InlineData("no read at all", "MaxStaleness")]
    [InlineData("scopes in one text", "Scopes contains 'read:jira-work offline_access'")]
    [InlineData("empty scope", "Scopes contains ''")]
    [InlineData("no scope", "Scopes contains ''")]
    [InlineData("quoted scope", "Scopes contains '\"read:me\"'")]
    public void InvalidOptionsShouldBeRefusedWithAMessage(string wrong, string mentioned)
    {
        ServiceCollection collection = new();
        collection.AddAtlassian(options =>
        {
            Configure(options);
            switch (wrong)
            {
                case "client id":
                    options.ClientId = " ";
                    break;
                case "client secret":
                    options.ClientSecret = "";
                    break;
                case "plain gateway":
                    options.Endpoints.Gateway = new Uri("http://api.example");
                    break;
                case "gateway with a path":
                    options.Endpoints.Gateway = new Uri("https://api.example/ex");
                    break;
                case "broken cloud id":
                    options.Site = "11111111-2222-4333-8444-55555555555";
                    break;
                case "margin":
                    options.Grants.LeewayMargin = options.Grants.Leeway;
                    break;
                case "lease without an end":
                    options.Grants.LeaseDuration = TimeSpan.MaxValue;
                    break;
                case "renewal before the beginning of time":
                    options.Grants.RenewAhead = TimeSpan.MaxValue;
                    break;
                case "retries without a pause":
                    options.Grants.RetryDelay = TimeSpan.Zero;
                    break;
                case "reads in a row":
                    options.Grants.MaxStaleness = TimeSpan.FromSeconds(0.9);
                    break;
                case "scopes in one text":
                    options.Scopes.Add("read:jira-work offline_access");
                    break;
                case "empty scope":
                    options.Scopes = ["read:jira-work", ""];
                    break;
                case "no scope":
                    options.Scopes.Add(null!);
                    break;
                case "quoted scope":
                    options.Scopes = ["\"read:me\""];
                    break;
                case "no read at all":
                    options.Grants.MaxStaleness = TimeSpan.MaxValue;
                    break;
                default:
                    options.Grants.ExchangeTimeout = TimeSpan.FromMinutes(3);
                    break;
            }
        });
        using ServiceProvider services = collection.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<GrantKeeper>());
        Assert.Contains(mentioned, exception.Message, StringComparison.Ordinal);
        Assert.Equal(exception.Failures.Distinct(), exception.Failures);
    }

    [Fact]
    public async Task LaterCallShouldKeepTheTransport()
    {
        ServiceCollection collection = Register();
        collection.AddAtlassian(static options => options.UserAgent = "Exporter/1.0");
        await using ServiceProvider services = collection.BuildServiceProvider();

        // The sign-in uses the transport for the authorization server, and the list of sites that for the gateway.
        await SignInAsync(services);
        await services.GetRequiredService<ISiteDirectory>().ListAsync(GrantId.Default);

        Assert.StartsWith("Exporter/1.0 ", _simulator.Requests[^1].Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssignedScopesShouldBeCopiedAndRequested()
    {
        string[] scopes = ["read:jira-work"];
        AtlassianOptions options = new() { ClientId = "id", ClientSecret = "secret", RedirectUri = new Uri("http://127.0.0.1/callback"), Scopes = scopes };
        options.Scopes.Add("offline_access");
        await using AtlassianConnection connection = AtlassianConnection.Open(options);

        // A change afterwards has no effect.
        options.Scopes.Add("write:jira-work");

        Assert.Equal(["read:jira-work"], scopes);
        Assert.Contains("scope=read%3Ajira-work%20offline_access&", connection.SignIn.Begin().Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => options.Scopes = null!);
    }

    [Theory]
    [InlineData("lease shorter than the exchange", "ExchangeTimeout (00:00:20)", "LeaseDuration (00:00:20)")]
    [InlineData("store slower than the lease", "LeaseDuration (00:00:02)", "StoreTimeout (00:00:10)")]
    [InlineData("exchange longer than the margin", "ExchangeTimeout (00:00:20)", "LeewayMargin (00:00:19)")]
    [InlineData("margin as long as the leeway", "LeewayMargin (00:10:00)", "Leeway (00:10:00)")]
    [InlineData("pause past the leeway", "MaxRetryDelay (00:08:00)", "LeewayMargin (00:08:00)")]
    [InlineData("pauses", "RetryDelay (00:00:31)", "MaxRetryDelay (00:00:30)")]
    [InlineData("poll longer than the caller timeout", "LeasePollInterval (00:00:45)", "CallerTimeout (00:00:45)")]
    [InlineData("warning", "AgeWarning (90.00:00:00)", "InactivityLimit (90.00:00:00)")]
    [InlineData("no caller timeout", "CallerTimeout (00:00:00)", "not positive")]
    public void IncompatibleOptionsShouldBeRefusedWithBothValues(string wrong, string first, string second)
    {
        GrantOptions options = new();
        switch (wrong)
        {
            case "lease shorter than the exchange":
                options.LeaseDuration = options.ExchangeTimeout;
                options.StoreTimeout = TimeSpan.FromSeconds(1);
                break;
            case "store slower than the lease":
                (options.LeaseDuration, options.ExchangeTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
                break;
            case "exchange longer than the margin":
                options.LeewayMargin = TimeSpan.FromSeconds(19);
                break;
            case "margin as long as the leeway":
                options.LeewayMargin = options.Leeway;
                break;
            case "pause past the leeway":
                options.MaxRetryDelay = TimeSpan.FromMinutes(8);
                break;
            case "pauses":
                options.RetryDelay = TimeSpan.FromSeconds(31);
                break;
            case "poll longer than the caller timeout":
                options.LeasePollInterval = options.CallerTimeout;
                break;
            case "warning":
                options.AgeWarning = options.InactivityLimit;
                break;
            default:
                options.CallerTimeout = TimeSpan.Zero;
                break;
        }

        string problem = string.Join('\n', GrantOptionsProblems.Find(options));

        Assert.Contains(first, problem, StringComparison.Ordinal);
        Assert.Contains(second, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultGrantOptionsShouldBeValid() => Assert.Empty(GrantOptionsProblems.Find(new GrantOptions()));

    [Theory]
    [InlineData("site", "https://leeway-demo.atlassian.net", null)]
    [InlineData("site", "leeway-demo.atlassian.net", null)]
    [InlineData("site", "http://127.0.0.1:5000", null)]
    [InlineData("site", null, "Site")]
    [InlineData("site", "leeway-demo", "Site")]
    [InlineData("site", "http://leeway-demo.atlassian.net", "Site")]
    [InlineData("site", "https://ada@leeway-demo.atlassian.net", "Site")]
    [InlineData("site", "1324a887-45db-4bf4-9e99-ef0ff456d421", "Site")]
    [InlineData("gateway", "1324a887-45db-4bf4-9e99-ef0ff456d421", null)]
    [InlineData("gateway", "https://leeway-demo.atlassian.net", null)]
    [InlineData("gateway", null, "Site")]
    [InlineData("bearer", null, null)]
    [InlineData("service account", null, "ClientSecret")]
    public void LoginShouldRequireItsOptions(string login, string? site, string? mentioned)
    {
        ServiceCollection collection = new();
        collection.AddAtlassian(options =>
        {
            options.Site = site;
            options.Login = login switch
            {
                "site" => AtlassianLogin.ApiToken("ada@example.com", "token"),
                "gateway" => AtlassianLogin.ScopedApiToken("ada@example.com", "token"),
                "bearer" => AtlassianLogin.BearerToken("token"),
                _ => AtlassianLogin.ServiceAccount,
            };
        });
        using ServiceProvider services = collection.BuildServiceProvider();

        if (mentioned is null)
        {
            Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<AuthorizationCodeFlow>().Begin());
        }
        else
        {
            OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<AtlassianCaller>());
            Assert.Contains(mentioned, exception.Message, StringComparison.Ordinal);
        }
    }

    private static void Configure(AtlassianOptions options)
    {
        options.ClientId = "simulated-client";
        options.ClientSecret = "simulated-secret";
        options.RedirectUri = new Uri("http://127.0.0.1/callback");
        options.UserAgent = "Importer/2.1";
        options.Scopes = ["read:jira-work", "write:jira-work"];
    }

    private ServiceCollection Register(ServiceCollection? collection = null, Action<IAtlassianBuilder>? configure = null)
    {
        collection ??= [];
        IAtlassianBuilder builder = collection
            .AddAtlassian(options =>
            {
                Configure(options);
                options.Endpoints.AuthorizationServer = _simulator.AuthorizationOrigin;
                options.Endpoints.Gateway = _simulator.GatewayOrigin;
            })
            .UseTransport(_ => new SimulatorHandler(_simulator));
        configure?.Invoke(builder);
        return collection;
    }

    private async Task<CompletedSignIn> SignInAsync(ServiceProvider services)
    {
        AuthorizationCodeFlow flow = services.GetRequiredService<AuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();
        var answer = _simulator.Handle(new(Leeway.Simulator.Wire.SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery));
        return await flow.CompleteAsync(request, new Uri(answer.Headers.Single(static header => header.Key == "Location").Value));
    }

    private sealed class Detour : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri("/rest/api/3/../../admin", UriKind.Relative);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Witness(List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add($"{request.RequestUri!.AbsolutePath} {request.Headers.Authorization?.Scheme}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}

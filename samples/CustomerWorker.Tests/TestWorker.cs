using System.Collections.Specialized;
using System.Web;
using Leeway.Grants;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustomerWorker.Tests;

/// <summary>
/// The worker with the services that it has in production, except that Atlassian is a simulator in memory, the database a temporary file, and
/// the clock one that the test advances.
/// </summary>
internal sealed class TestWorker : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("customer-worker-");
    private readonly IHost _host;

    private TestWorker()
    {
        Atlassian = new AtlassianSimulator(new SimulatorOptions { Time = Clock, Sites = [] });
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Atlassian:ClientId"] = Atlassian.App.ClientId,
            ["Atlassian:ClientSecret"] = Atlassian.App.ClientSecret,
            ["Atlassian:RedirectUri"] = "http://127.0.0.1/callback",
            ["Atlassian:Endpoints:AuthorizationServer"] = Atlassian.AuthorizationOrigin.AbsoluteUri,
            ["Atlassian:Endpoints:Gateway"] = Atlassian.GatewayOrigin.AbsoluteUri,
            ["ConnectionStrings:SQLite"] = $"Data Source={Path.Combine(_folder.FullName, "worker.db")};Pooling=False",
            ["TokenKey"] = Convert.ToBase64String(AesGcmTokenProtector.CreateKey()),
        });
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Logging.AddFakeLogging();
        builder.AddDatabase();
        builder.AddCustomerLoop().UseTransport(_ => new SimulatorHandler(Atlassian));
        _host = builder.Build();
    }

    /// <summary>The clock of the worker and of the simulator. It starts at the beginning of an hour, as the quotas do.</summary>
    public SimulatorClock Clock { get; } = CreateClock();

    public AtlassianSimulator Atlassian { get; }

    /// <summary>Everything that the worker has logged.</summary>
    public IEnumerable<string> Log => _host.Services.GetFakeLogCollector().GetSnapshot().Select(static record => $"{record.Level}: {record.Message} {record.Exception}");

    public static async Task<TestWorker> CreateAsync()
    {
        TestWorker worker = new();
        await worker._host.Services.GetServices<IHostedService>().OfType<DatabaseMigration>().Single().StartAsync(TestContext.Current.CancellationToken);
        return worker;
    }

    /// <summary>Signs a customer in who has a site of the same name.</summary>
    /// <param name="customer">The name.</param>
    /// <param name="scopes">What the customer grants; by default, everything that the worker requests.</param>
    public async Task ConnectAsync(string customer, string? scopes = null)
    {
        Account account = new() { AccountId = "557058:" + customer, Name = customer, Email = customer + "@example.com" };
        SimulatedSite? site = Atlassian.Sites.FirstOrDefault(site => site.Name == customer);
        if (site is null)
        {
            site = SimulatedSite.WithContent(Guid.NewGuid().ToString(), customer, pages: 1);
            site.Jira.AddUser(account);
            Atlassian.Sites = [.. Atlassian.Sites, site];
        }

        Atlassian.Authorization.SignedIn = account;
        Atlassian.Authorization.ConsentedCloudIds = [site.CloudId];

        // What the browser does in reality.
        IAuthorizationCodeFlow flow = _host.Services.GetRequiredService<IAuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();
        NameValueCollection query = HttpUtility.ParseQueryString(request.Address.Query);
        AuthorizeRequest asked = AuthorizeRequest.From(query.AllKeys.ToDictionary(static key => key!, key => query[key]!));
        AuthorizeAnswer answer = Atlassian.Authorization.Authorize(scopes is null ? asked : asked with { Scope = scopes });
        await flow.CompleteAsync(request, new Uri(answer.Redirect!), new GrantId(customer), TestContext.Current.CancellationToken);
    }

    /// <summary>Withdraws the grant of a customer, as the customer can do at Atlassian.</summary>
    public void Withdraw(string customer) => Atlassian.Authorization.Withdraw(Atlassian.App.ClientId, "557058:" + customer);

    /// <summary>Runs one round, and returns what the worker logs in it.</summary>
    public async Task<IReadOnlyList<string>> RunRoundAsync()
    {
        int logged = Log.Count();
        await _host.Services.GetRequiredService<CustomerLoop>().RunRoundAsync(TestContext.Current.CancellationToken);
        return [.. Log.Skip(logged)];
    }

    /// <summary>Runs the worker as its process does, with a round at once.</summary>
    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Returns the tokens that the worker has sent and received.</summary>
    public IEnumerable<string> FindTokens() =>
        Atlassian.Requests.Select(static request => request.BearerToken).OfType<string>()
            .Concat(Atlassian.Requests
                .Where(static request => request.Origin == SimulatedOrigin.AuthorizationServer)
                .Select(static request => TokenRequest.TryParse(request.Headers.GetValueOrDefault("Content-Type"), request.Body, out TokenRequest? token) ? token!.RefreshToken : null)
                .OfType<string>())
            .Distinct();

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static SimulatorClock CreateClock()
    {
        SimulatorClock clock = new();
        clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(clock.GetUtcNow().Ticks % TimeSpan.TicksPerHour));
        return clock;
    }
}

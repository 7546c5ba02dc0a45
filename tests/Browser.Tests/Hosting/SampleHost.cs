using System.Collections.Specialized;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Web;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leeway.Browser.Tests.Hosting;

/// <summary>The sample application and the simulator, each as a server on loopback.</summary>
public class SampleHost : IAsyncLifetime
{
    private const int MaxStarts = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("leeway-browser-").FullName;
    private SimulatorHost? _simulator;
    private WebApplicationFactory<Program>? _application;

    /// <summary>The address of the application. It differs from that of the simulator in its site, as in reality.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    public AtlassianSimulator Atlassian => _simulator!.Simulator;

    public async ValueTask InitializeAsync()
    {
        AtlassianSimulator atlassian = new(new SimulatorOptions
        {
            ShowsConsentPage = true,
            Sites = [CreateSite(1), CreateSite(2)],
            App = new RegisteredApp { ClientId = "simulated-client", ClientSecret = "simulated-secret", Name = "ConnectJira" },
        });
        _simulator = await SimulatorHost.StartAsync(atlassian);
        for (int start = 1; ; start++)
        {
            int port = FindPort();
            Address = new Uri($"http://localhost:{port}");
            WebApplicationFactory<Program> application = new WebApplicationFactory<Program>().WithWebHostBuilder(Configure);
            try
            {
                application.UseKestrel();
                application.StartServer();
                _application = application;
                return;
            }
            catch (IOException) when (start < MaxStarts)
            {
                // Another process has taken the port since.
                await application.DisposeAsync();
            }
        }
    }

    /// <summary>Adds an account with an issue on each site, so that tests do not affect each other.</summary>
    public Account AddAccount(string name)
    {
        Account account = new() { AccountId = $"557058:{name}", Name = name, Email = $"{name}@example.com" };
        foreach (SimulatedSite site in Atlassian.Sites)
        {
            site.Jira.AddUser(account);
            site.Jira.AddIssue("DEMO", "Task", new JsonObject
            {
                ["summary"] = $"Issue of {name} at {site.Name}",
                ["assignee"] = new JsonObject { ["accountId"] = account.AccountId },
            });
        }

        return account;
    }

    /// <summary>Consents for an account without a browser, to all sites.</summary>
    /// <param name="account">The account.</param>
    /// <param name="authorize">The address of the consent page.</param>
    /// <returns>The callback.</returns>
    public string Consent(Account account, Uri authorize)
    {
        NameValueCollection query = HttpUtility.ParseQueryString(authorize.Query);
        Atlassian.Authorization.SignedIn = account;
        return Atlassian.Authorization.Authorize(AuthorizeRequest.From(query.AllKeys.ToDictionary(static key => key!, key => query[key]!))).Redirect!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes the services of the sample.</summary>
    protected virtual void ConfigureServices(IServiceCollection services)
    {
    }

    private void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, Address.AbsoluteUri);
        builder.UseSetting("Atlassian:RedirectUri", new Uri(Address, "/atlassian/callback").AbsoluteUri);
        builder.UseSetting("Atlassian:Endpoints:AuthorizationServer", Atlassian.AuthorizationOrigin.AbsoluteUri);
        builder.UseSetting("Atlassian:Endpoints:Gateway", Atlassian.GatewayOrigin.AbsoluteUri);
        builder.UseSetting("ConnectionStrings:SQLite", $"Data Source={Path.Combine(_folder, "connect.db")};Pooling=False");
        builder.UseSetting("ConnectionStrings:PostgreSQL", "");
        builder.ConfigureLogging(static logging => logging.ClearProviders());
        builder.ConfigureServices(services =>
        {
            // Keys of the machine would outlive the test.
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            ConfigureServices(services);
        });
    }

    private static SimulatedSite CreateSite(int number) => SimulatedSite.WithContent($"1324a887-45db-4bf4-9e99-ef0ff456d42{number}", $"site-{number}", pages: 1);

    private static int FindPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

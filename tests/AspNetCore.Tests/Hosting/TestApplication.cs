using System.Security.Claims;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.AspNetCore.Tests.Hosting;

/// <summary>A web application with users and a sign-in at the simulator.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    public static readonly Uri Origin = new("https://app.example");

    private readonly WebApplication _application;

    private TestApplication(WebApplication application, AtlassianSimulator atlassian, TestClock clock, FakeLogCollector log)
    {
        _application = application;
        Atlassian = atlassian;
        Clock = clock;
        Log = log;
    }

    public AtlassianSimulator Atlassian { get; }

    public TestClock Clock { get; }

    public FakeLogCollector Log { get; }

    public IServiceProvider Services => _application.Services;

    public IGrantKeeper Keeper => Services.GetRequiredService<IGrantKeeper>();

    public IGrantStore Store => Services.GetRequiredService<IGrantStore>();

    /// <summary>The id of the grant of a user of the application's own cookie.</summary>
    public static GrantId GrantOf(string user) => UserGrantId.Create(CookieAuthenticationDefaults.AuthenticationScheme, user);

    public static SimulatedSite CreateSite(int number) => SimulatedSite.WithContent($"1324a887-45db-4bf4-9e99-ef0ff456d42{number}", $"site-{number}", pages: 1);

    public static async Task<TestApplication> StartAsync(TestSetup? setup = null)
    {
        setup ??= new TestSetup();
        TestClock clock = setup.Clock ?? new TestClock();
        AtlassianSimulator atlassian = setup.Atlassian ?? new AtlassianSimulator(new SimulatorOptions
        {
            Time = clock,
            Sites = setup.Sites ?? [CreateSite(1)],
            App = new RegisteredApp { ClientId = "client", ClientSecret = "secret", RedirectUri = "https://app.example/atlassian/callback" },
        });
        FakeLogCollector log = FakeLogCollector.Create(new FakeLogCollectorOptions());
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Warning).AddProvider(new FakeLoggerProvider(log));
        IServiceCollection services = builder.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddAuthorizationBuilder().AddPolicy("operators", static policy => policy.RequireClaim(ClaimTypes.NameIdentifier, "operator"));
        IAtlassianBuilder registration = services
            .AddAtlassian(options =>
            {
                options.ClientId = atlassian.App.ClientId;
                options.ClientSecret = atlassian.App.ClientSecret;
                options.RedirectUri = new Uri("https://app.example/atlassian/callback");
                options.Scopes = ["read:jira-user", "read:jira-work", "offline_access"];
                options.Endpoints = new AtlassianEndpoints { AuthorizationServer = atlassian.AuthorizationOrigin, Gateway = atlassian.GatewayOrigin };
                setup.Options?.Invoke(options);
            })
            .UseTransport(_ => new SimulatorHandler(atlassian))
            .AddSignIn(options =>
            {
                options.ApplicationName = "Planner";
                setup.SignIn?.Invoke(options);
            });
        registration.AddJira();
        services.Replace(ServiceDescriptor.Singleton(setup.Protection ?? new EphemeralDataProtectionProvider()));
        setup.Services?.Invoke(services);
        WebApplication application = builder.Build();
        application.UsePathBase(setup.PathBase);
        application.UseRouting();
        application.UseAuthentication();
        application.UseAuthorization();
        IEndpointConventionBuilder pages = application.MapAtlassianSignIn("/atlassian");
        setup.SignInEndpoints?.Invoke(pages);
        application.MapGet("/login", SignInAsync);
        application.MapGet("/logout", static (HttpContext context) => context.SignOutAsync());
        application.MapGet("/me", WriteUserAsync).RequireAtlassian();
        application.MapGet("/unmarked", WriteUserAsync);
        setup.Endpoints?.Invoke(application);
        await application.StartAsync();
        return new TestApplication(application, atlassian, clock, log);
    }

    public Browser OpenBrowser() => new(this);

    /// <summary>Opens a browser in which a user is signed in to the application.</summary>
    public async Task<Browser> SignInAsync(string user)
    {
        Browser browser = OpenBrowser();
        await browser.SignInAsync(user);
        return browser;
    }

    /// <summary>Opens a browser of a user who is connected.</summary>
    /// <param name="user">The user.</param>
    /// <param name="withOwnAccount">Whether the user has an account of that name at Atlassian, instead of the one that is signed in there.</param>
    public async Task<Browser> ConnectAsync(string user, bool withOwnAccount = false)
    {
        if (withOwnAccount)
        {
            UseAccount(user);
        }

        Browser browser = await SignInAsync(user);
        await browser.ConnectAsync();
        return browser;
    }

    public HttpMessageHandler CreateHandler() => _application.GetTestServer().CreateHandler();

    /// <summary>All that was logged, as a log file would show it.</summary>
    public string ReadLog() => string.Join('\n', Log.GetSnapshot().Select(static record =>
        $"{record.Level} {record.Id.Name}: {record.Message} [{string.Join(", ", record.StructuredState ?? [])}] {record.Exception}"));

    /// <summary>Signs another account in at Atlassian.</summary>
    public Account UseAccount(string name)
    {
        Account account = new() { AccountId = $"557058:{name}", Name = name, Email = $"{name}@example.com" };
        foreach (SimulatedSite site in Atlassian.Sites)
        {
            site.Jira.AddUser(account);
        }

        Atlassian.Authorization.SignedIn = account;
        return account;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static Task SignInAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        List<Claim> claims = [new Claim(ClaimTypes.NameIdentifier, query["user"]!, ClaimValueTypes.String, query["issuer"])];
        if (!string.IsNullOrEmpty(query["session"]))
        {
            claims.Add(new Claim("sid", query["session"]!));
        }

        return context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
    }

    private static async Task WriteUserAsync(HttpContext context)
    {
        User user = await context.RequestServices.GetRequiredService<IJiraClient>().Myself.GetCurrentUserAsync();
        await context.Response.WriteAsync(user.DisplayName ?? "");
    }
}

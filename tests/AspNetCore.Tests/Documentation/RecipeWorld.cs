using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Confluence;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>A simulated Atlassian, and clients that call it with an API token or for users.</summary>
internal sealed class RecipeWorld : IAsyncDisposable
{
    private const string Token = "an-api-token";

    private readonly List<ServiceProvider> _providers = [];
    private string? _folder;

    public RecipeWorld()
    {
        Atlassian = new AtlassianSimulator(new SimulatorOptions { Time = Clock });
        Atlassian.ApiTokens = [new SimulatedApiToken { Value = Token, Account = Atlassian.Account }];
        Atlassian.Sites[0].Tasks.Duration = TimeSpan.Zero;
    }

    public SimulatorClock Clock { get; } = new();

    public AtlassianSimulator Atlassian { get; }

    /// <summary>An empty folder, which is deleted with the world.</summary>
    public string Folder => _folder ??= Directory.CreateTempSubdirectory("leeway-recipes-").FullName;

    public SimulatedSite Site => Atlassian.Sites[0];

    /// <summary>A client with an API token.</summary>
    public IJiraClient Jira => field ??= Build(Register(UseToken).AddJira()).GetRequiredService<IJiraClient>();

    /// <summary>A client with an API token.</summary>
    public IConfluenceClient Confluence => field ??= Build(Register(UseToken).AddConfluence()).GetRequiredService<IConfluenceClient>();

    /// <summary>Sets a login with an API token.</summary>
    public void UseToken(AtlassianOptions options)
    {
        options.Site = Atlassian.SiteOrigin.ToString();
        options.Login = AtlassianLogin.ApiToken(Atlassian.Account.Email, Token);
    }

    /// <summary>Sets the app that users connect to.</summary>
    public void UseApp(AtlassianOptions options)
    {
        options.ClientId = Atlassian.App.ClientId;
        options.ClientSecret = Atlassian.App.ClientSecret;
        options.RedirectUri = new Uri("http://127.0.0.1:5000/callback");
        options.Scopes = ["read:jira-user", "read:jira-work", "offline_access"];
        options.Endpoints = new AtlassianEndpoints { AuthorizationServer = Atlassian.AuthorizationOrigin, Gateway = Atlassian.GatewayOrigin };
    }

    /// <summary>Registers Leeway with the simulator as Atlassian.</summary>
    public IAtlassianBuilder Register(Action<AtlassianOptions> configure)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Clock).AddLogging();
        return services.AddAtlassian(configure).UseTransport(_ => new SimulatorHandler(Atlassian));
    }

    /// <summary>Builds the services of a registration, which are disposed of with the world.</summary>
    public IServiceProvider Build(IAtlassianBuilder builder)
    {
        ServiceProvider services = builder.Services.BuildServiceProvider();
        _providers.Add(services);
        return services;
    }

    /// <summary>Builds services for users, of whom those in <paramref name="grants"/> are connected with an account of their own.</summary>
    public async Task<IServiceProvider> BuildForUsersAsync(params IEnumerable<string> grants)
    {
        IServiceProvider services = Build(Register(UseApp).AddJira());
        IAuthorizationCodeFlow flow = services.GetRequiredService<IAuthorizationCodeFlow>();
        foreach (string grant in grants)
        {
            Account account = new() { AccountId = $"557058:{grant}", Name = $"Mia of {grant}", Email = $"mia@{grant}.example" };
            Site.Jira.AddUser(account);
            Atlassian.Authorization.SignedIn = account;
            AuthorizationRequest request = flow.Begin();
            await flow.CompleteAsync(request, Consent(request.Address), new GrantId(grant));
        }

        return services;
    }

    /// <summary>Consents at Atlassian.</summary>
    /// <returns>The address to which the browser returns.</returns>
    public Uri Consent(Uri address)
    {
        AuthorizeAnswer answer = Atlassian.Authorization.Authorize(AuthorizeRequest.From(Browser.ReadQuery(address)));
        Assert.Null(answer.Problem);
        return new Uri(answer.Redirect!);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider services in _providers)
        {
            await services.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

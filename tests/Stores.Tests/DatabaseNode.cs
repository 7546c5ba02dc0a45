using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Simulator;
using Leeway.Simulator.Wire;
using Leeway.Stores.Tests.Databases;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Stores.Tests;

/// <summary>An application with a database, registered as a real one, with the simulator instead of the network.</summary>
internal sealed class DatabaseNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AtlassianSimulator _simulator;

    public DatabaseNode(TestDatabase database, AtlassianSimulator simulator, Action? onTokenRequest = null, params IInterceptor[] interceptors)
    {
        _simulator = simulator;
        ServiceCollection services = new();
        services.AddSingleton(simulator.Time);
        services.AddPooledDbContextFactory<GrantDbContext>(options =>
        {
            database.Use(options);
            options.AddInterceptors(interceptors);
        });
        services
            .AddAtlassian(options =>
            {
                options.ClientId = simulator.App.ClientId;
                options.ClientSecret = simulator.App.ClientSecret;
                options.RedirectUri = new Uri("http://127.0.0.1/callback");
                options.Endpoints.AuthorizationServer = simulator.AuthorizationOrigin;
                options.Endpoints.Gateway = simulator.GatewayOrigin;
                options.Scopes = ["read:jira-work", "offline_access"];
            })
            .UseTransport(_ => new TokenRequestObserver(onTokenRequest) { InnerHandler = new SimulatorHandler(simulator) })
            .ProtectTokens(database.Key)
            .StoreGrantsInDatabase<GrantDbContext>();
        _services = services.BuildServiceProvider();
    }

    public GrantKeeper Keeper => _services.GetRequiredService<GrantKeeper>();

    public IGrantStore Store => _services.GetRequiredService<IGrantStore>();

    public async Task<Grant> SignInAsync(GrantId id)
    {
        AuthorizationCodeFlow flow = _services.GetRequiredService<AuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();
        SimulatedResponse response = _simulator.Handle(new(SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery));
        return (await flow.CompleteAsync(request, new Uri(response.Headers.Single(static header => header.Key == "Location").Value), id)).Grant;
    }

    /// <summary>Expires the access token of a grant.</summary>
    public async Task ExpireAsync(GrantId id)
    {
        Grant grant = (await Store.FindAsync(id))!;
        Assert.True(await Store.TrySwapAsync(grant with { AccessTokenExpiresAt = DateTimeOffset.UtcNow, Version = grant.Version + 1 }, grant.Version));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class TokenRequestObserver(Action? onTokenRequest) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath == "/oauth/token")
            {
                onTokenRequest?.Invoke();
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}

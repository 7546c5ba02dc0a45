using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Leeway.Cluster;

/// <summary>An application with sockets, PostgreSQL and its own clock, registered as a real one.</summary>
internal static class ClusterApplication
{
    public const string ClientId = "simulated-client";
    public const string ClientSecret = "simulated-secret";

    public static IHost Build(Assignment assignment)
    {
        ClusterSettings settings = assignment.Settings;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(new SkewedClock(settings.SkewOf(assignment.Node)));
        builder.Services.AddSingleton<TimeProvider>(static provider => provider.GetRequiredService<SkewedClock>());
        builder.Services.AddSingleton<StallWatch>();
        builder.Services.AddPooledDbContextFactory<GrantDbContext>(options => options.UseNpgsql(assignment.Database));
        builder.Services
            .AddAtlassian(options =>
            {
                options.ClientId = ClientId;
                options.ClientSecret = ClientSecret;
                options.RedirectUri = new Uri("http://127.0.0.1/callback");
                options.Endpoints.AuthorizationServer = assignment.Authorization;
                options.Endpoints.Gateway = assignment.Gateway;
                options.Scopes = ["read:jira-work", "offline_access"];

                GrantOptions grants = options.Grants;
                grants.Leeway = settings.Leeway;
                grants.LeewayMargin = settings.LeewayMargin;
                grants.ExpiryMargin = settings.ExpiryMargin;
                grants.StoreTimeout = settings.LeaseDuration / 3;
                grants.RenewAhead = settings.RenewAhead;
                grants.LeaseDuration = settings.LeaseDuration;
                grants.ExchangeTimeout = settings.ExchangeTimeout;
                grants.MaxRetryDelay = TimeSpan.FromSeconds(2);
                grants.ForcedRenewalInterval = settings.AccessTokenLifetime / 3;
            })
            .UseTransport(provider => new NodeTransport(
                assignment.Node, provider.GetRequiredService<SkewedClock>(), provider.GetRequiredService<StallWatch>()))
            .ProtectTokens(assignment.Key)
            .StoreGrantsInDatabase<GrantDbContext>()
            .KeepGrantsAlive(options => options.Interval = TimeSpan.FromSeconds(2));
        return builder.Build();
    }

    public static async Task SignInAsync(IServiceProvider services, ClusterSettings settings)
    {
        AuthorizationCodeFlow flow = services.GetRequiredService<AuthorizationCodeFlow>();
        using HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });
        await Parallel.ForAsync(0, settings.Grants, async (i, cancellationToken) =>
        {
            AuthorizationRequest request = flow.Begin();
            using HttpResponseMessage consent = await browser.GetAsync(request.Address, cancellationToken);
            await flow.CompleteAsync(request, consent.Headers.Location!, settings.GrantOf(i), cancellationToken);
        });
    }
}

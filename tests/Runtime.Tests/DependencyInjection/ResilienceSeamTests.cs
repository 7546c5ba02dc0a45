using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Limits;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Leeway.Runtime.Tests.DependencyInjection;

/// <summary>Handlers of an application in place of Leeway's own, outside of them and inside of them.</summary>
public sealed class ResilienceSeamTests
{
    private static readonly OperationDescriptor s_myself =
        new("getCurrentUser", HttpMethod.Get, "/rest/api/3/myself", "jira", "Jira", [200]);

    private readonly ManualTime _time = new();
    private readonly AtlassianSimulator _simulator;
    private readonly List<string> _seen = [];

    public ResilienceSeamTests()
    {
        _simulator = new AtlassianSimulator(new SimulatorOptions { Time = _time });
    }

    [Fact]
    public async Task ApplicationsHandlerShouldBeAbleToRetry()
    {
        await using ServiceProvider services = await StartAsync(builder => builder
            .AddCallHandler(_ => new Repeater(times: 7))
            .RemoveAllResilienceHandlers());
        await CallAsync(services);
        int timers = _time.ActiveTimers;
        _simulator.Faults.AddForOperation(Fault.HtmlPage(500), "GET", "/rest/api/3/myself", times: 6);

        await CallAsync(services);

        Assert.Equal(1 + 7, _simulator.Requests.Count(static request => request.Path.EndsWith("/myself", StringComparison.Ordinal)));
        Assert.Equal(timers, _time.ActiveTimers);
    }

    [Fact]
    public async Task OuterHandlersShouldHandleACallOnceAndInnerOnesEachAttempt()
    {
        await using ServiceProvider services = await StartAsync(builder => builder
            .AddCallHandler(_ => new Witness("first", _seen))
            .AddCallHandler(_ => new Witness("second", _seen))
            .AddHttpMessageHandler(() => new Witness("inner", _seen)));
        _seen.Clear();
        await services.GetRequiredService<Leeway.Sites.SiteDirectory>().ListAsync(GrantId.Default);
        _seen.Clear();
        _simulator.Faults.AddForOperation(Fault.HtmlPage(), "GET", "/rest/api/3/myself");

        Task call = CallAsync(services);
        _time.Advance(TimeSpan.FromSeconds(3));
        await call;

        string address = $"https://{_simulator.GatewayOrigin.Host}/ex/jira/{_simulator.Sites[0].CloudId}/rest/api/3/myself Bearer";
        Assert.Equal(["first /rest/api/3/myself ", "second /rest/api/3/myself ", $"inner {address}", $"inner {address}"], _seen);
    }

    [Fact]
    public async Task LimitsShouldBeAvailableToTheApplication()
    {
        await using ServiceProvider services = await StartAsync(static _ => { });
        _simulator.Gateway.Limits.AppQuota = new Leeway.Simulator.Limits.PointsQuota { Points = 1000 };

        await CallAsync(services);

        Assert.NotNull(services.GetRequiredService<RateLimits>().Find("jira", _simulator.Sites[0].CloudId));
    }

    [Fact]
    public async Task InvalidResilienceOptionsShouldBeReportedAtStart()
    {
        await using ServiceProvider services = Register(static builder => builder.Services.Configure<AtlassianOptions>(static options =>
            {
                options.Resilience.Retry.MaxRetryAttempts = 0;
                options.Resilience.Retry.MaxDelay = TimeSpan.FromSeconds(1);
                options.Resilience.AttemptTimeout.Timeout = TimeSpan.Zero;
                options.Resilience.CallTimeout.Timeout = TimeSpan.FromDays(2);
                options.Resilience.MaxRetryAfter = TimeSpan.FromSeconds(-1);
            }))
            .BuildServiceProvider();

        Assert.Equal(
            [
                "Resilience.Retry.MaxRetryAttempts is 0 and must be at least 1: to repeat nothing, set ShouldHandle to a delegate that returns false.",
                "Resilience.Retry.MaxDelay (00:00:01) is shorter than Delay (00:00:02).",
                "Resilience.MaxRetryAfter (-00:00:01) is negative, or longer than a day.",
                "Resilience.AttemptTimeout.Timeout is 00:00:00 and must be between 10 milliseconds and a day: for no limit, set TimeoutGenerator to a delegate that returns Timeout.InfiniteTimeSpan.",
                "Resilience.CallTimeout.Timeout is 2.00:00:00 and must be between 10 milliseconds and a day: for no limit, set TimeoutGenerator to a delegate that returns Timeout.InfiniteTimeSpan.",
            ],
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<AtlassianCaller>()).Failures);
    }

    private static Task CallAsync(ServiceProvider services) =>
        services.GetRequiredService<AtlassianCaller>().SendAsync(s_myself.CreateRequest("/rest/api/3/myself"), CancellationToken.None);

    private ServiceCollection Register(Action<IAtlassianBuilder> configure)
    {
        ServiceCollection collection = new();
        collection.AddSingleton<TimeProvider>(_time);
        IAtlassianBuilder builder = collection.AddAtlassian(options =>
        {
            options.ClientId = _simulator.App.ClientId;
            options.ClientSecret = _simulator.App.ClientSecret;
            options.RedirectUri = new Uri("http://127.0.0.1/callback");
            options.Scopes.Add("read:jira-work");
            options.Scopes.Add("read:jira-user");
            options.Scopes.Add("offline_access");
            options.Endpoints.AuthorizationServer = _simulator.AuthorizationOrigin;
            options.Endpoints.Gateway = _simulator.GatewayOrigin;
        });
        builder.UseTransport(_ => new SimulatorHandler(_simulator));
        configure(builder);
        return collection;
    }

    private async Task<ServiceProvider> StartAsync(Action<IAtlassianBuilder> configure)
    {
        ServiceProvider services = Register(configure).BuildServiceProvider();
        AuthorizationCodeFlow flow = services.GetRequiredService<AuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();
        SimulatedResponse answer = _simulator.Handle(new(SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery));
        await flow.CompleteAsync(request, new Uri(answer.Headers.Single(static header => header.Key == "Location").Value));
        return services;
    }

    /// <summary>A handler as an application might add it: retries at once after any failure.</summary>
    private sealed class Repeater(int times) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (int i = 1; ; i++)
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode < HttpStatusCode.InternalServerError || i == times)
                {
                    return response;
                }

                response.Dispose();
            }
        }
    }

    private sealed class Witness(string name, List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add($"{name} {request.RequestUri} {request.Headers.Authorization?.Scheme}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}

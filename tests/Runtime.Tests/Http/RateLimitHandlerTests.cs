using System.Net;
using Leeway.Calls;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Limits;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Limits;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Leeway.Runtime.Tests.Http;

/// <summary>Quotas and budgets, through the whole pipeline against the simulated gateway.</summary>
public sealed class RateLimitHandlerTests
{
    private static readonly OperationDescriptor s_myself =
        new("getCurrentUser", HttpMethod.Get, "/rest/api/3/myself", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_pages =
        new("getPages", HttpMethod.Get, "/wiki/api/v2/pages", "confluence", "Confluence", [200]);

    private readonly GrantWorld _world = new();
    private readonly string _first;
    private readonly string _second;

    public RateLimitHandlerTests()
    {
        SimulatedSite second = SimulatedSite.WithContent("22222222-2222-4222-8222-222222222222", "second");
        _world.Simulator.Sites = [.. _world.Simulator.Sites, second];
        _world.Server.ConsentedCloudIds = [.. _world.Simulator.Sites.Select(static site => site.CloudId)];
        (_first, _second) = (_world.Simulator.Sites[0].CloudId, second.CloudId);
    }

    private GatewayLimits Gateway => _world.Simulator.Gateway.Limits;

    [Fact]
    public async Task SpentQuotaOfASiteShouldHoldBackOnlyItsCallsUntilItEnds()
    {
        using MetricCollector<long> counted = new(_world.Meter, "leeway.call.held_back");
        using MetricCollector<long> remaining = new(_world.Meter, "leeway.rate_limit.remaining");
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(20));
        Gateway.TenantQuota = new PointsQuota { Points = 1000 };
        Gateway.Spend("jira", _world.Simulator.App.ClientId, _first, 1000, _world.Time.GetUtcNow());

        RateLimitedException sent = await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_myself, _first));
        int requests = _world.Simulator.Requests.Count;
        RateLimitedException held = await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_myself, _first));

        Assert.Equal(requests, _world.Simulator.Requests.Count);
        Assert.Equal((true, false), (sent.WasSent, held.WasSent));
        Assert.Equal("getCurrentUser", Assert.Single(counted.GetMeasurementSnapshot()).Tags["leeway.operation"]);
        Assert.All(remaining.GetMeasurementSnapshot(), static measurement => Assert.Equal("jira", measurement.Tags["leeway.gateway"]));
        Assert.NotEmpty(remaining.GetMeasurementSnapshot());
        Assert.Equal(("getCurrentUser", "getCurrentUser"), (sent.OperationId, held.OperationId));
        Assert.Equal(RateLimitAdvice.For(RateLimitScope.Site, held.ResetsAt), held.Advice);
        Assert.Equal(
            "GET /rest/api/3/myself was not sent, because an earlier call was refused (jira-quota-tenant-based). " + held.Advice, held.Message);
        foreach (RateLimitedException exception in (RateLimitedException[])[sent, held])
        {
            Assert.Equal(
                (RateLimitScope.Site, "jira-quota-tenant-based", ManualTime.Start.AddHours(1), TimeSpan.FromMinutes(40)),
                (exception.Scope, exception.Reason, exception.ResetsAt, exception.RetryAfter));
            Assert.Contains("until 2026-11-01 13:00:00Z", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(
            [new QuotaStop { Scope = RateLimitScope.Site, Product = "jira", Site = _first, Reason = "jira-quota-tenant-based", EndsAt = ManualTime.Start.AddHours(1) }],
            _world.Node.Limits.Stops);
        await CallAsync(s_myself, _second);
        await Record.ExceptionAsync(() => CallAsync(s_pages, _first));
        Assert.Equal(requests + 2, _world.Simulator.Requests.Count);

        _world.Time.Advance(TimeSpan.FromMinutes(40));
        await CallAsync(s_myself, _first);
        Assert.Empty(_world.Node.Limits.Stops);
    }

    [Fact]
    public async Task SpentQuotaOfTheAppShouldHoldBackAllItsSitesAndGrants()
    {
        await _world.SignInAsync();
        Gateway.AppQuota = new PointsQuota { Points = 1000 };
        Gateway.Spend("jira", _world.Simulator.App.ClientId, _first, 1000, _world.Time.GetUtcNow());

        await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_myself, _first));
        int requests = _world.Simulator.Requests.Count;
        RateLimitedException held = await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_myself, _second));

        Assert.Equal(requests, _world.Simulator.Requests.Count);
        Assert.Equal(RateLimitScope.App, held.Scope);
        Assert.Null(Assert.Single(_world.Node.Limits.Stops).Site);
        Assert.Single(_world.Log.Collector.GetSnapshot(), static record => record.Id.Name == "QuotaSpent");
    }

    /// <summary>A handler of the application may send requests of its own.</summary>
    [Fact]
    public async Task RequestWithoutAnOperationShouldBeHeldBackByItsAddress()
    {
        RateLimits limits = new(_world.Time);
        RateLimitRefusal refusal = new("jira-quota-tenant-based", RateLimitScope.Site, ManualTime.Start.AddMinutes(30));
        limits.Stop(LimitedPlace.Parse("jira/1"), refusal);
        using HttpMessageInvoker invoker = NewInvoker(limits, new StubTransport(static _ => new(HttpStatusCode.OK)));
        using HttpRequestMessage covered = new(HttpMethod.Get, "https://api.atlassian.com/ex/jira/1/rest");
        using HttpRequestMessage other = new(HttpMethod.Get, "https://api.atlassian.com/ex/jira/2/rest");

        RateLimitedException exception = await Assert.ThrowsAsync<RateLimitedException>(() => invoker.SendAsync(covered, CancellationToken.None));
        using HttpResponseMessage response = await invoker.SendAsync(other, CancellationToken.None);

        Assert.StartsWith("The call was not sent, because an earlier call was refused (jira-quota-tenant-based). ", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.OperationId);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task StopShouldNotHoldCallsBackOnceTheOptionsSayOtherwise()
    {
        RateLimits limits = new(_world.Time);
        limits.Stop(LimitedPlace.Parse("jira/1"), new RateLimitRefusal("jira-quota-tenant-based", RateLimitScope.Site, ManualTime.Start.AddMinutes(30)));
        CurrentResilience resilience = new(new ResilienceOptions());
        using HttpMessageInvoker invoker = NewInvoker(limits, new StubTransport(static _ => new(HttpStatusCode.OK)), resilience);
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.atlassian.com/ex/jira/1/rest");
        await Assert.ThrowsAsync<RateLimitedException>(() => invoker.SendAsync(request, CancellationToken.None));

        resilience.Options = new ResilienceOptions { HoldsBackQuotas = false };

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task LimitsOfALateResponseShouldBeRead()
    {
        RateLimits limits = new(_world.Time);
        using HttpMessageInvoker invoker = NewInvoker(limits, new LateTransport(new StubTransport(static _ => Limited(HttpStatusCode.TooManyRequests))));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.atlassian.com/ex/jira/1/rest");

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal("1", Assert.Single(limits.Current).Site);
        Assert.Equal("jira", Assert.Single(limits.Stops).Product);
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("of a site", "jira")]
    [InlineData("of a server", "Acme")]
    public async Task RemainderShouldBeMeasuredForTheProductOfTheOperation(string operation, string expected)
    {
        using MetricCollector<long> remaining = new(_world.Meter, "leeway.rate_limit.remaining");
        using HttpMessageInvoker invoker = NewInvoker(new RateLimits(_world.Time), new StubTransport(static _ => Limited(HttpStatusCode.OK)));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.acme.example/v1/rockets");
        if (operation != "none")
        {
            ServerAddress? server = operation == "of a server" ? new ServerAddress("https://api.acme.example/v1") : null;
            request.Options.Set(
                OperationDescriptor.Key,
                new OperationDescriptor("listRockets", HttpMethod.Get, "/rockets", server is null ? "jira" : "", "Acme", [200], server: server));
        }

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(expected, Assert.Single(remaining.GetMeasurementSnapshot()).Tags["leeway.gateway"]);
    }

    [Fact]
    public async Task StopShouldLastAtMostAnHour()
    {
        await _world.SignInAsync();
        Refuse("jira-quota-global-based", "31536000");
        await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_myself, _first));

        _world.Time.Advance(TimeSpan.FromMinutes(59));
        await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_myself, _first));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync(s_myself, _first);
    }

    [Theory]
    [InlineData("jira-burst-based")]
    [InlineData("jira-cost-based")]
    [InlineData(null)]
    public async Task OtherRefusalsShouldNotHoldCallsBack(string? reason)
    {
        await _world.SignInAsync();
        Refuse(reason, "120");

        RateLimitedException exception = await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_myself, _first));

        Assert.Equal(TimeSpan.FromMinutes(2), exception.RetryAfter);
        Assert.Equal(_world.Time.GetUtcNow().AddMinutes(2), exception.ResetsAt);
        await CallAsync(s_myself, _first);
    }

    [Fact]
    public async Task BudgetShouldBeKnownForEachSiteAndProduct()
    {
        await _world.SignInAsync();
        Gateway.AppQuota = new PointsQuota { Points = 1000 };
        Gateway.TenantQuota = new PointsQuota { Points = 100, IsEnforced = false };
        Gateway.Spend("jira", _world.Simulator.App.ClientId, _first, 850, _world.Time.GetUtcNow());

        await CallAsync(s_myself, _first);

        SiteRateLimit known = _world.Node.Limits.Find("jira", _first)!;
        Assert.Equal([known.Site], _world.Node.Limits.Current.Select(static site => site.Site));
        Assert.Equal(("jira", _first, _world.Time.GetUtcNow()), (known.Product, known.Site, known.ReadAt));
        Assert.True(known.Status.IsNearLimit);
        Assert.Contains(known.Status.Budgets, static budget => budget is { IsEnforced: true, Name: "global-app-quota", Limit: 1000, Remaining: < 150 });
        Assert.Contains(known.Status.Budgets, static budget => budget is { IsEnforced: false, Name: "tenant-app-quota", Limit: 100, Remaining: 0 });
        Assert.Null(_world.Node.Limits.Find("confluence", _first));
        Assert.Null(_world.Node.Limits.Find("jira", _second));
    }

    [Fact]
    public async Task LimitsOfAHostThatARedirectLedToShouldNotBeRead()
    {
        StubTransport transport = new(static request =>
        {
            if (request.RequestUri!.Host != "api.media.atlassian.com")
            {
                return StubTransport.Redirect(HttpStatusCode.SeeOther, "https://api.media.atlassian.com/file");
            }

            return Limited(HttpStatusCode.TooManyRequests);
        });
        AtlassianPipeline node = _world.NewNode(
            options =>
            {
                options.Login = AtlassianLogin.BearerToken("token");
                options.Site = _first;
            },
            transport);

        for (int i = 0; i < 2; i++)
        {
            Assert.True((await Assert.ThrowsAsync<RateLimitedException>(
                () => node.CreateCaller().DownloadAsync(s_myself.CreateRequest("/rest/api/3/attachment/content/1"), CancellationToken.None))).WasSent);
        }

        Assert.Equal(4, transport.Sent.Count);
        Assert.Empty(node.Limits.Current);
        Assert.Empty(node.Limits.Stops);
    }

    [Fact]
    public async Task BudgetsShouldBeReadAlsoWhereNothingIsHeldBack()
    {
        AtlassianPipeline node = _world.NewNode(static options => options.Resilience.HoldsBackQuotas = false);
        await _world.SignInAsync(node);
        Gateway.AppQuota = new PointsQuota { Points = 1 };
        Gateway.Spend("jira", _world.Simulator.App.ClientId, _first, 1, _world.Time.GetUtcNow());

        for (int i = 0; i < 2; i++)
        {
            Assert.True((await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_myself, _first, node))).WasSent);
        }

        Assert.NotNull(node.Limits.Find("jira", _first));
    }

    [Fact]
    public async Task RefusalOutsideThePipelineShouldBeReadRelativeToItsDate()
    {
        using HttpMessageInvoker invoker = new(new StubTransport(static request =>
        {
            HttpResponseMessage response = new(HttpStatusCode.TooManyRequests) { RequestMessage = request };
            response.Headers.TryAddWithoutValidation("Date", "Sun, 01 Nov 2026 12:00:00 GMT");
            response.Headers.TryAddWithoutValidation("Retry-After", "90");
            response.Headers.TryAddWithoutValidation("RateLimit-Reason", "jira-per-issue-on-write");
            return response;
        }));

        RateLimitedException exception = await Assert.ThrowsAsync<RateLimitedException>(
            () => new AtlassianCaller(invoker).SendAsync(s_myself.CreateRequest("/rest/api/3/myself"), CancellationToken.None));

        Assert.Equal(
            (RateLimitScope.Issue, ManualTime.Start.AddSeconds(90), TimeSpan.FromSeconds(90)),
            (exception.Scope, exception.ResetsAt, exception.RetryAfter));
    }

    private static HttpResponseMessage Limited(HttpStatusCode status)
    {
        HttpResponseMessage response = new(status);
        response.Headers.TryAddWithoutValidation("X-RateLimit-Limit", "10");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", "0");
        response.Headers.TryAddWithoutValidation("RateLimit-Reason", "jira-quota-global-based");
        response.Headers.TryAddWithoutValidation("Retry-After", "1200");
        return response;
    }

    private HttpMessageInvoker NewInvoker(RateLimits limits, HttpMessageHandler transport, CurrentResilience? resilience = null) => new(new RateLimitHandler(
        limits, resilience ?? new CurrentResilience(new ResilienceOptions()), _world.Time, new ResilienceReport(_world.Meter, _world.Log), transport));

    private void Refuse(string? reason, string retryAfter)
    {
        SimulatedResponse refusal = SimulatedResponse.Html(429).With("Retry-After", retryAfter);
        _world.Simulator.Faults.AddForOperation(
            Fault.Instead(reason is null ? refusal : refusal.With("RateLimit-Reason", reason)), "GET", "/rest/api/3/myself");
    }

    private Task CallAsync(OperationDescriptor operation, string site, AtlassianPipeline? node = null) =>
        (node ?? _world.Node).CreateCaller()
            .WithSettings(new CallSettings { Site = site })
            .SendAsync(operation.CreateRequest(operation.Route), CancellationToken.None);
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.Limits;
using Leeway.Runtime.Tests.Grants;
using Leeway.Runtime.Tests.Http;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;
using Leeway.Sites;
using Leeway.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Polly.Telemetry;

namespace Leeway.Runtime.Tests.DependencyInjection;

/// <summary>Several apps and logins in one container.</summary>
public sealed class NamedRegistrationTests
{
    private const string CloudId = "11111111-2222-4333-8444-555555555555";

    private static readonly OperationDescriptor s_read = new("getIssue", HttpMethod.Get, "/rest/api/3/issue/A-1", "jira", "Jira", [200]);

    private readonly ManualTime _time = new();
    private readonly AtlassianSimulator _simulator;
    private readonly ServiceCollection _services = new();

    public NamedRegistrationTests()
    {
        _simulator = new AtlassianSimulator(new SimulatorOptions { Time = _time });
        _simulator.Authorization.Register(new RegisteredApp { ClientId = "reporting-client", ClientSecret = "reporting-secret" });
        _simulator.Authorization.Register(new RegisteredApp { ClientId = "archive-client", ClientSecret = "archive-secret" });
        _services.AddSingleton<TimeProvider>(_time);
    }

    [Fact]
    public async Task ClientsShouldBeKeyed()
    {
        Add("reporting").AddJira();
        await using ServiceProvider provider = _services.BuildServiceProvider(validateScopes: true);

        Assert.NotNull(provider.GetRequiredKeyedService<IJiraClient>("reporting"));
        Assert.NotNull(provider.GetRequiredKeyedService<JiraClient>("reporting"));
        Assert.NotNull(provider.GetRequiredKeyedService<IIssuesApi>("reporting"));
        Assert.Null(provider.GetService<IJiraClient>());
        Assert.Null(provider.GetService<IIssuesApi>());
        Assert.Null(provider.GetService<GrantKeeper>());
        Assert.Null(provider.GetService<AtlassianCaller>());
        Assert.Null(provider.GetService<IGrantStore>());
    }

    [Fact]
    public async Task RegistrationsShouldNotShareServices()
    {
        Add("").AddJira();
        Add("reporting").AddJira();
        await using ServiceProvider provider = _services.BuildServiceProvider(validateScopes: true);

        Assert.NotSame(provider.GetRequiredService<AtlassianCaller>(), provider.GetRequiredKeyedService<AtlassianCaller>("reporting"));
        Assert.NotSame(provider.GetRequiredService<GrantKeeper>(), provider.GetRequiredKeyedService<GrantKeeper>("reporting"));
        Assert.NotSame(provider.GetRequiredService<SiteDirectory>(), provider.GetRequiredKeyedService<SiteDirectory>("reporting"));
        Assert.NotSame(provider.GetRequiredService<AuthorizationCodeFlow>(), provider.GetRequiredKeyedService<AuthorizationCodeFlow>("reporting"));
        Assert.NotSame(provider.GetRequiredService<RateLimits>(), provider.GetRequiredKeyedService<RateLimits>("reporting"));
        Assert.Same(provider.GetRequiredKeyedService<GrantKeeper>("reporting"), provider.GetRequiredKeyedService<IGrantKeeper>("reporting"));
        Assert.Same(provider.GetRequiredKeyedService<SiteDirectory>("reporting"), provider.GetRequiredKeyedService<ISiteDirectory>("reporting"));
        Assert.Same(provider.GetRequiredService<AuthorizationCodeFlow>(), provider.GetRequiredService<IAuthorizationCodeFlow>());
    }

    [Fact]
    public async Task TwoAppsShouldKeepTheirGrantsApartInOneStore()
    {
        Add("");
        Add("reporting");
        Add("archive").StoreGrants((_, _) => new InMemoryGrantStore(_time));
        await using ServiceProvider provider = _services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<IGrantStore>(), provider.GetRequiredKeyedService<IGrantStore>("reporting"));
        Assert.NotSame(provider.GetRequiredService<IGrantStore>(), provider.GetRequiredKeyedService<IGrantStore>("archive"));

        foreach (string name in (string[])["", "reporting", "archive"])
        {
            await SignInAsync(provider, name);
        }

        // Each app renews its grants with its own client id.
        _time.Advance(TimeSpan.FromHours(2));
        foreach (string name in (string[])["", "reporting", "archive"])
        {
            await Get<IGrantKeeper>(provider, name).GetAccessTokenAsync(GrantId.Default);
        }

        Assert.Equal(3, _simulator.Authorization.Families.Count);
        Assert.All(_simulator.Authorization.Families, family => Assert.True(family.IsAlive(_time.GetUtcNow())));
        Assert.All(_simulator.Authorization.Families, static family => Assert.Equal(2, family.RefreshTokens.Count));
        Assert.Equal(["client:reporting-client/default", "default"], await NamesAsync(provider.GetRequiredService<IGrantInventory>()));
        Assert.Equal(["client:archive-client/default"], await NamesAsync(provider.GetRequiredKeyedService<IGrantInventory>("archive")));

        await Get<IGrantKeeper>(provider, "").ForgetAsync(GrantId.Default);
        Assert.Equal(GrantState.NotGranted, (await Get<IGrantKeeper>(provider, "").GetHealthAsync(GrantId.Default)).State);
        Assert.Equal(GrantState.Alive, (await Get<IGrantKeeper>(provider, "reporting").GetHealthAsync(GrantId.Default)).State);
    }

    [Fact]
    public async Task KeepAliveShouldRefreshOnlyTheGrantsOfItsApp()
    {
        InMemoryGrantStore store = new(_time);
        _services.AddSingleton<IGrantStore>(store);
        Add("").KeepGrantsAlive();
        Add("reporting").KeepGrantsAlive(static options => options.FromAge = TimeSpan.FromDays(30)).KeepGrantsAlive();
        await using ServiceProvider provider = _services.BuildServiceProvider();
        DateTimeOffset signedInAt = _time.GetUtcNow();
        await SignInAsync(provider, "");
        await SignInAsync(provider, "reporting");
        IHostedService[] hosted = [.. provider.GetServices<IHostedService>()];
        Assert.Equal(2, hosted.Length);

        _time.Advance(TimeSpan.FromDays(31));
        foreach (IHostedService service in hosted)
        {
            await service.StartAsync(CancellationToken.None);
        }

        await AdvanceUntilRefreshedAsync("reporting-client");
        Assert.Equal(0, Refreshes("simulated-client"));

        // Stops a minute before the grant is due. Otherwise its exchange would begin during this jump, and the time would change during the exchange.
        _time.Advance(signedInAt + TimeSpan.FromDays(60) - TimeSpan.FromMinutes(1) - _time.GetUtcNow());
        Assert.Equal(0, Refreshes("simulated-client"));
        await AdvanceUntilRefreshedAsync("simulated-client");
        foreach (IHostedService service in hosted)
        {
            await service.StopAsync(CancellationToken.None);
        }

        Assert.All(_simulator.Authorization.Families, family => Assert.True(family.IsAlive(_time.GetUtcNow())));

        int Refreshes(string clientId) => _simulator.Authorization.Families
            .Where(family => family.Grant.App.ClientId == clientId)
            .Sum(static family => family.RefreshTokens.Count - 1);

        // Time stands still during an exchange: the leeway must not pass before its response is stored.
        async Task AdvanceUntilRefreshedAsync(string clientId)
        {
            bool isSpending = false;
            while (isSpending || Refreshes(clientId) == 0)
            {
                if (!isSpending)
                {
                    _time.Advance(TimeSpan.FromSeconds(1));
                }

                await Task.Yield();
                isSpending = await ((IGrantInventory)store).ListAsync().AnyAsync(static entry => entry.Outline!.PendingSpend is not null);
            }

            Assert.Equal(1, Refreshes(clientId));
        }
    }

    [Fact]
    public async Task LoginSiteAndResilienceShouldBelongToTheRegistration()
    {
        Queue<int> statuses = new([503, 503, 503, 200]);
        StubTransport transport = new(_ => StubTransport.Json((HttpStatusCode)statuses.Dequeue(), "{}"));
        int strategies = 0;
        AddTokenLogin("", "first", transport).ConfigureResilience(_ => strategies++);
        AddTokenLogin("reporting", "second", transport, static options => options.Resilience.Retry.MaxRetryAttempts = 1).UseTransport(_ => transport);
        AddTokenLogin("archive", "third", transport).RemoveAllResilienceHandlers();
        List<string> seen = [];
        _services.AddHttpClient("Leeway:reporting").AddHttpMessageHandler(() => new Witness(seen));
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(provider, "reporting"));
        await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(provider, "archive"));
        await CallAsync(provider, "");

        Assert.Equal(["Bearer second", "Bearer second", "Bearer third", "Bearer first"], transport.Sent.Select(static sent => sent.Login));
        Assert.Equal(2, seen.Count);
        Assert.Equal(1, strategies);
    }

    [Fact]
    public async Task RateLimitsShouldBelongToTheRegistration()
    {
        int remaining = 10;
        StubTransport transport = new(_ =>
        {
            HttpResponseMessage response = StubTransport.Json(HttpStatusCode.OK, "{}");
            response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", $"{remaining}");
            response.Headers.TryAddWithoutValidation("X-RateLimit-Limit", "100");
            return response;
        });
        AddTokenLogin("", "first", transport);
        AddTokenLogin("reporting", "second", transport);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await CallAsync(provider, "reporting");

        Assert.NotEmpty(Get<RateLimits>(provider, "reporting").Current);
        Assert.Empty(Get<RateLimits>(provider, "").Current);
    }

    [Fact]
    public async Task TelemetryShouldContainTheNameOfANamedRegistrationOnly()
    {
        StubTransport transport = new(static _ => StubTransport.Json(HttpStatusCode.OK, "{}"));
        PollyEventRecorder polly = new();
        FakeLoggerProvider logs = new();
        _services.AddLogging(builder => builder.SetMinimumLevel(LogLevel.Debug).AddProvider(logs));
        _services.Configure<TelemetryOptions>(options => options.TelemetryListeners.Add(polly));
        AddTokenLogin("", "first", transport);
        AddTokenLogin("reporting", "second", transport);
        await using ServiceProvider provider = _services.BuildServiceProvider();
        IMeterFactory meters = provider.GetRequiredService<IMeterFactory>();
        List<object?> measured = [];
        List<object?> traced = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "leeway.call.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => measured.Add(Find(tags)));
        listener.Start();
        AsyncLocal<bool> isOurs = new() { Value = true };
        using ActivityListener activities = new()
        {
            ShouldListenTo = static source => source.Name == LeewayTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (isOurs.Value)
                {
                    traced.Add(activity.GetTagItem("leeway.registration"));
                }
            },
        };
        ActivitySource.AddActivityListener(activities);

        await CallAsync(provider, "");
        await CallAsync(provider, "reporting");

        Assert.Equal([null, "reporting"], measured);
        Assert.Equal([null, "reporting"], traced);
        Assert.Contains(polly.Events, static e => e.StartsWith("Leeway-calls ", StringComparison.Ordinal));
        Assert.Contains(polly.Events, static e => e.StartsWith("Leeway:reporting-calls ", StringComparison.Ordinal));
        Assert.Equal(["Leeway.Calls", "Leeway.Calls.reporting"], logs.Collector.GetSnapshot().Select(static record => record.Category).Where(static category => category!.StartsWith("Leeway.Calls", StringComparison.Ordinal)).Distinct());

        static object? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key == "leeway.registration")
                {
                    return tag.Value;
                }
            }

            return null;
        }
    }

    [Fact]
    public void MeasurementsOfGrantsAndRetriesShouldHaveTheTag()
    {
        using Meter meter = new("test");
        HashSet<string> tagged = [];
        HashSet<string> published = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                published.Add(instrument.Name);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();
        GrantInstruments grants = new(meter, "reporting");
        grants.RecordRequest("refresh_token", "issued", TimeSpan.Zero);
        grants.RecordJoin();
        grants.RecordRotation(isStored: true);
        grants.RecordDoubt();
        grants.RecordLoss(GrantLossReason.Idle);
        Leeway.Http.Resilience.ResilienceReport calls = new(meter, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, "reporting");
        calls.Repeated(s_read, default, 503, 2, TimeSpan.Zero);

        published.ExceptWith(["leeway.call.held_back", "leeway.rate_limit.remaining"]);
        Assert.Equal(published.Order(), tagged.Order());

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Contains(new KeyValuePair<string, object?>("leeway.registration", "reporting")))
            {
                tagged.Add(instrument.Name);
            }
        }
    }

    [Fact]
    public async Task EventsShouldGoToTheHandlersOfTheRegistration()
    {
        EventRecorder plain = new();
        EventRecorder keyed = new();
        _services.AddSingleton<IGrantEvents>(plain).AddKeyedSingleton<IGrantEvents>("reporting", keyed);
        Add("");
        Add("reporting");
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await SignInAsync(provider, "reporting");
        await SignInAsync(provider, "");
        await Get<IGrantKeeper>(provider, "reporting").ForgetAsync(GrantId.Default);
        await AdvanceUntilAsync(() => keyed.Events.Count > 0);
        Assert.Empty(plain.Events);

        await Get<IGrantKeeper>(provider, "").ForgetAsync(GrantId.Default);
        await AdvanceUntilAsync(() => plain.Events.Count > 0);
        Assert.Single(keyed.Events);
    }

    [Fact]
    public async Task OwnHttpClientShouldUseTheRegistration()
    {
        StubTransport transport = new(static _ => StubTransport.Json(HttpStatusCode.OK, "{}"));
        AddTokenLogin("", "first", transport);
        AddTokenLogin("reporting", "second", transport);
        _services.AddHttpClient("own").UseAtlassian("reporting");
        _services.AddHttpClient("mistaken").UseAtlassian("reprting");
        await using ServiceProvider provider = _services.BuildServiceProvider();
        IHttpClientFactory clients = provider.GetRequiredService<IHttpClientFactory>();

        using HttpRequestMessage request = new(HttpMethod.Get, "/rest/api/3/issue/A-1");
        request.Options.Set(OperationDescriptor.Key, s_read);
        await clients.CreateClient("own").SendAsync(request);

        Assert.Equal("Bearer second", transport.Sent.Single().Login);
        Assert.Contains("'reprting'", Assert.Throws<InvalidOperationException>(() => clients.CreateClient("mistaken")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallsWithOneNameShouldConfigureOneRegistration()
    {
        StubTransport transport = new(static _ => StubTransport.Json(HttpStatusCode.OK, "{}"));
        List<string> seen = [];
        AddTokenLogin("reporting", "first", transport).AddCallHandler(_ => new Witness(seen));
        AddTokenLogin("reporting", "second", transport);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await CallAsync(provider, "reporting");

        Assert.Equal("Bearer second", transport.Sent.Single().Login);
        Assert.Single(seen);
    }

    [Fact]
    public void NameShouldNotBeEmpty()
    {
        Assert.Throws<ArgumentException>(() => _services.AddAtlassian("", static _ => { }));
        Assert.Equal(("Leeway:reporting", "reporting"), (Add("reporting").Name, Add("reporting").RegistrationName));
        Assert.Equal(("Leeway", ""), (Add("").Name, Add("").RegistrationName));
    }

    [Fact]
    public async Task FilesAndKeysShouldBelongToTheRegistration()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("leeway-").FullName, "grants");
        byte[] key = AesGcmTokenProtector.CreateKey();
        Add("").StoreGrantsInFiles(folder).ProtectTokens(AesGcmTokenProtector.CreateKey());
        Add("reporting").StoreGrantsInFiles(folder).ProtectTokens(key);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await SignInAsync(provider, "reporting");
        await SignInAsync(provider, "");

        FileGrantStore store = new(folder, new AesGcmTokenProtector(key), _time);
        await Assert.ThrowsAsync<TokenProtectionException>(() => store.FindAsync(GrantId.Default).AsTask());
        Grant stored = (await store.FindAsync(new GrantId("client:reporting-client/default")))!;
        Assert.Equal(await Get<IGrantKeeper>(provider, "reporting").GetAccessTokenAsync(GrantId.Default), stored.AccessToken);
        Assert.Equal(2, (await NamesAsync(provider.GetRequiredKeyedService<IGrantInventory>("reporting"))).Count);
        Directory.Delete(folder, recursive: true);
    }

    private static TService Get<TService>(IServiceProvider provider, string name)
        where TService : class =>
        name.Length == 0 ? provider.GetRequiredService<TService>() : provider.GetRequiredKeyedService<TService>(name);

    private static async Task<List<string>> NamesAsync(IGrantInventory inventory)
    {
        List<string> names = [];
        await foreach (InventoryEntry entry in inventory.ListAsync())
        {
            names.Add(entry.Name);
        }

        return names;
    }

    private async Task CallAsync(IServiceProvider provider, string name)
    {
        await _time.RunAsync(
            Get<AtlassianCaller>(provider, name).SendAsync(s_read.CreateRequest("/rest/api/3/issue/A-1"), CancellationToken.None), TimeSpan.FromSeconds(1));
    }

    private async Task AdvanceUntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 100_000 && !condition(); i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(condition());
    }

    private async Task SignInAsync(IServiceProvider provider, string name)
    {
        IAuthorizationCodeFlow flow = Get<IAuthorizationCodeFlow>(provider, name);
        AuthorizationRequest request = flow.Begin();
        SimulatedResponse answer = _simulator.Handle(new(SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery));
        await flow.CompleteAsync(request, new Uri(answer.Headers.Single(static header => header.Key == "Location").Value));
    }

    private IAtlassianBuilder Add(string name)
    {
        string app = name.Length == 0 ? "simulated" : name;
        IAtlassianBuilder builder = name.Length == 0 ? _services.AddAtlassian(Configure) : _services.AddAtlassian(name, Configure);
        return builder.UseTransport(_ => new SimulatorHandler(_simulator));

        void Configure(AtlassianOptions options)
        {
            options.ClientId = app + "-client";
            options.ClientSecret = app + "-secret";
            options.RedirectUri = new Uri("http://127.0.0.1/callback");
            options.Endpoints = new AtlassianEndpoints { AuthorizationServer = _simulator.AuthorizationOrigin, Gateway = _simulator.GatewayOrigin };
            options.Scopes.Add("read:jira-work");
            options.Scopes.Add("offline_access");
        }
    }

    private IAtlassianBuilder AddTokenLogin(string name, string token, StubTransport transport, Action<AtlassianOptions>? configure = null)
    {
        IAtlassianBuilder builder = name.Length == 0 ? _services.AddAtlassian(Configure) : _services.AddAtlassian(name, Configure);
        return builder.UseTransport(_ => transport);

        void Configure(AtlassianOptions options)
        {
            options.Login = AtlassianLogin.BearerToken(token);
            options.Site = CloudId;
            configure?.Invoke(options);
        }
    }

    private sealed class Witness(List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!.OriginalString);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Limits;
using Leeway.Runtime.Tests.Http;
using Leeway.Runtime.Tests.Http.Resilience;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Telemetry;

namespace Leeway.Runtime.Tests.DependencyInjection;

/// <summary>Resilience that an application configures, replaces, removes, reloads and observes by the means of its package.</summary>
[Collection(nameof(Strategies))]
public sealed class ResilienceConfigurationTests : IDisposable
{
    private const string CloudId = "11111111-2222-4333-8444-555555555555";

    private static readonly OperationDescriptor s_read = new("getIssue", HttpMethod.Get, "/rest/api/3/issue/A-1", "jira", "Jira", [200]);
    private static readonly OperationDescriptor s_create = new("createIssue", HttpMethod.Post, "/rest/api/3/issue", "jira", "Jira", [201]);
    private static readonly OperationDescriptor s_delete = new("deleteIssue", HttpMethod.Delete, "/rest/api/3/issue/A-1", "jira", "Jira", [204]);

    private readonly ManualTime _time = new();
    private readonly Queue<int> _statuses = [];
    private readonly StubTransport _transport;
    private readonly ServiceCollection _services = new();
    private ServiceProvider? _provider;
    private bool _hangs;

    public ResilienceConfigurationTests()
    {
        _transport = new StubTransport(_ => StubTransport.Json((HttpStatusCode)_statuses.Dequeue(), "{}"));
        _services.AddSingleton<TimeProvider>(_time);
    }

    public void Dispose() => _provider?.Dispose();

    [Fact]
    public async Task FiguresOfTheRecipeShouldBeOptions()
    {
        AddAtlassian(static options =>
        {
            options.Resilience.Retry.MaxRetryAttempts = 1;
            options.Resilience.Retry.Delay = TimeSpan.FromSeconds(20);
        });
        Answer(503, 503, 200);

        await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(s_read));

        Assert.Equal(2, _transport.Sent.Count);
        Assert.InRange((_time.GetUtcNow() - ManualTime.Start).TotalSeconds, 14, 26.1);
    }

    [Fact]
    public async Task TimeoutOfAttemptsShouldBeAnOption()
    {
        AddAtlassian(static options => options.Resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(7));
        _hangs = true;

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => CallAsync(s_create));

        Assert.Equal((TimeSpan.FromSeconds(7), false), (exception.Timeout, exception.IsOfWholeCall));
    }

    [Fact]
    public async Task TimeoutOfTheCallShouldHoldWhereAttemptsHaveNone()
    {
        AddAtlassian(static options => options.Resilience.AttemptTimeout.TimeoutGenerator = static _ => new(Timeout.InfiniteTimeSpan));
        _hangs = true;

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => CallAsync(s_create));

        Assert.Equal((TimeSpan.FromMinutes(5), true), (exception.Timeout, exception.IsOfWholeCall));
        Assert.Equal(TimeSpan.FromMinutes(5), _time.GetUtcNow() - ManualTime.Start);
    }

    [Fact]
    public async Task RetriesShouldBeReplaceable()
    {
        AddAtlassian(static options => options.Resilience.Retry = new HttpRetryStrategyOptions { MaxRetryAttempts = 2 });
        Answer(500, 500, 200);

        await CallAsync(s_create, new CallSettings());

        Assert.Equal(3, _transport.Sent.Count);
    }

    [Fact]
    public async Task StrategiesOfTheApplicationShouldSeeEachAttempt()
    {
        List<string> seen = [];
        AddAtlassian().ConfigureResilience(builder => builder.AddCircuitBreaker(Breaker(seen)));
        Answer(503, 503, 200);

        await Assert.ThrowsAsync<BrokenCircuitException>(() => CallAsync(s_read));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => CallAsync(s_read));
        Assert.Equal(2, _transport.Sent.Count);

        _time.Advance(TimeSpan.FromMinutes(2));
        await CallAsync(s_read);
        Assert.Equal(["503", "503", "200"], seen);
    }

    [Fact]
    public async Task StrategiesOfTheApplicationShouldSeeTimeoutsOfAttempts()
    {
        List<string> seen = [];
        AddAtlassian().ConfigureResilience(builder => builder.AddCircuitBreaker(Breaker(seen)));
        _hangs = true;

        await Assert.ThrowsAsync<CallTimeoutException>(() => CallAsync(s_create));

        Assert.Equal(["TimeoutRejectedException"], seen);
    }

    [Fact]
    public async Task HandlersShouldBeRemovable()
    {
        AddAtlassian().RemoveAllResilienceHandlers();
        Answer(503);

        await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(s_read));

        Assert.Single(_transport.Sent);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task QuotaShouldBeHeldBackAlsoWithoutHandlers()
    {
        AddAtlassian().RemoveAllResilienceHandlers();
        await CallAsync(s_read, 200);
        _provider!.GetRequiredService<RateLimits>().Stop(
            LimitedPlace.Of(_transport.Sent[0].Uri, "jira"), new RateLimitRefusal("jira-quota-tenant-based", RateLimitScope.Site, ManualTime.Start.AddMinutes(30)));

        Assert.False((await Assert.ThrowsAsync<RateLimitedException>(() => CallAsync(s_read))).WasSent);

        Assert.Single(_transport.Sent);
    }

    [Fact]
    public async Task ReplacedHandlerShouldStandAroundTheLoginAndLeaveNoDoubtUnsaid()
    {
        IAtlassianBuilder builder = AddAtlassian();
        builder.RemoveAllResilienceHandlers();
        builder.AddStandardResilienceHandler();
        Answer(500, 404);

        Assert.True((await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(s_delete))).WasRepeated);

        Assert.Equal(
            Enumerable.Repeat($"https://api.atlassian.com/ex/jira/{CloudId}/rest/api/3/issue/A-1", 2),
            _transport.Sent.Select(static sent => sent.Uri.OriginalString));
    }

    [Fact]
    public async Task TimeoutOfAReplacedHandlerShouldBeOneOfTheCall()
    {
        IAtlassianBuilder builder = AddAtlassian();
        builder.RemoveAllResilienceHandlers();
        builder.AddStandardResilienceHandler();
        _hangs = true;

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => CallAsync(s_read));

        Assert.Equal((TimeSpan.FromSeconds(30), true), (exception.Timeout, exception.IsOfWholeCall));
        Assert.True(exception.Attempts > 1);
    }

    [Fact]
    public async Task RecipeShouldWorkInAHandlerOfTheApplication()
    {
        IAtlassianBuilder builder = AddAtlassian();
        builder.RemoveAllResilienceHandlers();
        builder.AddResilienceHandler("own", static (strategies, context) =>
            strategies.AddRetry(context.GetOptions<AtlassianOptions>().Resilience.Retry).AddConcurrencyLimiter(1));
        Answer(503, 200, 503);

        await CallAsync(s_read);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(s_create));

        Assert.Equal(3, _transport.Sent.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandlersOfAllClientsShouldNotRepeatCalls(bool isFirst)
    {
        if (isFirst)
        {
            _services.ConfigureHttpClientDefaults(static client => client.AddStandardResilienceHandler());
        }

        AddAtlassian();
        if (!isFirst)
        {
            _services.ConfigureHttpClientDefaults(static client => client.AddStandardResilienceHandler());
        }

        Answer(503);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(s_create));

        Assert.Single(_transport.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OptionsShouldBeReloaded(bool isObserved)
    {
        using OptionsReload<AtlassianOptions> reload = new();
        int retries = 3;
        _services.AddSingleton<IOptionsChangeTokenSource<AtlassianOptions>>(reload);
        AddAtlassian(options => options.Resilience.Retry.MaxRetryAttempts = retries);
        if (isObserved)
        {
            _services.Configure<TelemetryOptions>(static options => options.TelemetryListeners.Add(new PollyEventRecorder()));
        }

        Answer(503, 503, 503, 503);
        await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(s_read));
        Assert.Equal(4, _transport.Sent.Count);

        retries = 1;
        reload.Reload();
        Answer(503, 503);
        await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(s_read));
        Assert.Equal(6, _transport.Sent.Count);
    }

    [Fact]
    public async Task NamedOptionsOfAStrategyShouldBeReloaded()
    {
        const string Name = "gateway";
        using OptionsReload<HttpCircuitBreakerStrategyOptions> reload = new(Name);
        double ratio = 1;
        int least = 2;
        _services.AddSingleton<IOptionsChangeTokenSource<HttpCircuitBreakerStrategyOptions>>(reload);
        _services.Configure<HttpCircuitBreakerStrategyOptions>(Name, options =>
        {
            (options.MinimumThroughput, options.FailureRatio) = (least, ratio);

            // Virtual time may pass quickly while a response is processed.
            options.SamplingDuration = options.BreakDuration = TimeSpan.FromHours(12);
        });
        AddAtlassian().ConfigureResilience(static (builder, context) =>
        {
            context.EnableReloads<HttpCircuitBreakerStrategyOptions>(Name);
            builder.AddCircuitBreaker(context.GetOptions<HttpCircuitBreakerStrategyOptions>(Name));
        });
        Answer(503, 503);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => CallAsync(s_read));

        least = 100;
        reload.Reload();

        await CallAsync(s_read, 503, 503, 200);
        Assert.Equal(5, _transport.Sent.Count);
    }

    [Fact]
    public async Task ListenerShouldReceiveTheEventsOfPolly()
    {
        PollyEventRecorder recorder = new();
        AddAtlassian();
        _services.Configure<TelemetryOptions>(options => options.TelemetryListeners.Add(recorder));

        await CallAsync(s_read, 200);
        await CallAsync(s_read, 503, 200);

        Assert.Equal(
            [
                "Leeway-calls  PipelineExecuting",
                "Leeway-calls Leeway-Retry ExecutionAttempt",
                "Leeway-calls  PipelineExecuted",
                "Leeway-calls  PipelineExecuting",
                "Leeway-calls Leeway-Retry ExecutionAttempt",
                "Leeway-calls Leeway-Retry OnRetry",
                "Leeway-calls Leeway-Retry ExecutionAttempt",
                "Leeway-calls  PipelineExecuted",
            ],
            recorder.Events);
    }

    [Fact]
    public async Task MetersOfPollyShouldMeasureCallsWhileSomebodyListens()
    {
        AsyncLocal<bool> isOurs = new() { Value = true };
        List<string> measured = [];
        AddAtlassian();
        await CallAsync(s_read, 200);
        using (MeterListener listener = new())
        {
            listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Polly")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Add(instrument));
            listener.SetMeasurementEventCallback<int>((instrument, _, _, _) => Add(instrument));
            listener.Start();
            await CallAsync(s_read, 200);
        }

        await CallAsync(s_read, 200);

        Assert.Equal(
            ["resilience.polly.strategy.events", "resilience.polly.strategy.attempt.duration", "resilience.polly.pipeline.duration"], measured);

        void Add(Instrument instrument)
        {
            if (isOurs.Value)
            {
                measured.Add(instrument.Name);
            }
        }
    }

    private AtlassianCaller Caller => (_provider ??= _services.BuildServiceProvider()).GetRequiredService<AtlassianCaller>();

    private static HttpCircuitBreakerStrategyOptions Breaker(List<string> seen)
    {
        HttpCircuitBreakerStrategyOptions options = new() { FailureRatio = 1, MinimumThroughput = 2, BreakDuration = TimeSpan.FromMinutes(1) };
        Func<CircuitBreakerPredicateArguments<HttpResponseMessage>, ValueTask<bool>> ofPackage = options.ShouldHandle;
        options.ShouldHandle = arguments =>
        {
            seen.Add(arguments.Outcome.Exception?.GetType().Name ?? $"{(int)arguments.Outcome.Result!.StatusCode}");
            return ofPackage(arguments);
        };
        return options;
    }

    private IAtlassianBuilder AddAtlassian(Action<AtlassianOptions>? configure = null) => _services
        .AddAtlassian(options =>
        {
            options.Login = AtlassianLogin.BearerToken("token");
            options.Site = CloudId;
            configure?.Invoke(options);
        })
        .UseTransport(_ => new HangingHandler(this) { InnerHandler = _transport });

    private void Answer(params int[] statuses)
    {
        foreach (int status in statuses)
        {
            _statuses.Enqueue(status);
        }
    }

    private Task CallAsync(OperationDescriptor operation, params int[] statuses)
    {
        Answer(statuses);
        return CallAsync(operation, new CallSettings());
    }

    /// <summary>Makes a call and lets time pass until it has ended.</summary>
    private Task CallAsync(OperationDescriptor operation, CallSettings settings) => _time.RunAsync(
        Caller.WithSettings(settings).SendAsync(operation.CreateRequest(operation.Route), CancellationToken.None), TimeSpan.FromMilliseconds(100));

    /// <summary>Sends on, or answers nothing until the attempt is canceled.</summary>
    private sealed class HangingHandler(ResilienceConfigurationTests test) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!test._hangs)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            TaskCompletionSource<HttpResponseMessage> never = new();
            using CancellationTokenRegistration registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return await never.Task;
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Leeway.AspNetCore.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>The deliveries that a process receives from itself before its server accepts requests. No other test runs meanwhile.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WebhookRehearsalTests
{
    private const string Name = "Rehearsal";

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 1)]
    public async Task DeliveriesShouldBeReceivedAndHandledWithoutATrace(bool usesKestrel, int deliveries)
    {
        using TelemetryRecorder recorder = new();
        using WebhookRehearsal rehearsal = new(TimeProvider.System);

        await rehearsal.RunAsync(usesKestrel, TestContext.Current.CancellationToken);

        AssertHandled(deliveries, recorder);
        Assert.Empty(recorder.Others);
    }

    [Theory]
    [InlineData(true, 8)]
    [InlineData(false, 1)]
    public async Task ServerShouldBeOfTheKindOfTheApplication(bool usesKestrel, int deliveries)
    {
        using TelemetryRecorder recorder = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        FakeLogCollector log = FakeLogCollector.Create(new FakeLogCollectorOptions { FilteredLevels = { LogLevel.Warning, LogLevel.Error } });
        builder.Logging.ClearProviders().AddProvider(new FakeLoggerProvider(log));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (!usesKestrel)
        {
            builder.WebHost.UseTestServer();
        }

        builder.Services.AddAtlassian(static options => options.ClientId = options.ClientSecret = "app").AddWebhooks(static options => options.MaxConcurrency = 1);
        await using WebApplication application = builder.Build();
        application.MapAtlassianWebhooks("/hooks", static hooks => hooks.On<WebhookEvent>(static (_, _, _) => throw new InvalidOperationException("A rehearsal reached a handler.")));

        await application.StartAsync(TestContext.Current.CancellationToken);
        await application.StopAsync(TestContext.Current.CancellationToken);

        AssertHandled(deliveries, recorder);
        Assert.Empty(log.GetSnapshot());
    }

    [Fact]
    public async Task RefusedRequestShouldFail()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => RehearsalServer.RunAsync(
            "token",
            [],
            static context =>
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken));

        Assert.Equal("The web server did not accept a delivery of the rehearsal.", exception.Message);
    }

    [Fact]
    public async Task CanceledRehearsalShouldEnd()
    {
        using CancellationTokenSource cancellation = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RehearsalServer.RunAsync(
            "token",
            [],
            async context =>
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            },
            cancellation.Token));
    }

    private static void AssertHandled(int deliveries, TelemetryRecorder recorder)
    {
        Assert.Equal(deliveries, recorder.Own.Count(static measured => measured == "leeway.webhooks.received accepted"));
        Assert.Equal(deliveries, recorder.Own.Count(static measured => measured == "leeway.webhooks.attempts handled"));
    }

    /// <summary>Records what an application could listen to.</summary>
    private sealed class TelemetryRecorder : IDisposable, IObserver<DiagnosticListener>
    {
        private readonly MeterListener _meters = new();
        private readonly ActivityListener _activities;
        private readonly IDisposable _diagnostics;

        public TelemetryRecorder()
        {
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (IsOfInterest(instrument.Meter.Name))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meters.SetMeasurementEventCallback<long>(Record);
            _meters.SetMeasurementEventCallback<double>(Record);
            _meters.Start();
            _activities = new ActivityListener
            {
                ShouldListenTo = static source => IsOfInterest(source.Name),
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStarted = activity => (activity.Source.Name == WebhookRehearsal.TelemetryName ? Own : Others).Enqueue(activity.OperationName),
            };
            ActivitySource.AddActivityListener(_activities);
            _diagnostics = DiagnosticListener.AllListeners.Subscribe(this);
        }

        /// <summary>What was recorded under the name of the rehearsal.</summary>
        public ConcurrentQueue<string> Own { get; } = [];

        public ConcurrentQueue<string> Others { get; } = [];

        public void Dispose()
        {
            _diagnostics.Dispose();
            _activities.Dispose();
            _meters.Dispose();
        }

        void IObserver<DiagnosticListener>.OnCompleted()
        {
        }

        void IObserver<DiagnosticListener>.OnError(Exception error)
        {
        }

        void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
        {
            if (value.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            {
                value.Subscribe(new Events(Others));
            }
        }

        // Connections of a client are always measured by the runtime.
        private static bool IsOfInterest(string name) =>
            name == WebhookRehearsal.TelemetryName || name.StartsWith("Leeway", StringComparison.Ordinal) || name.StartsWith("Microsoft", StringComparison.Ordinal);

        private void Record<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            string result = "";
            foreach ((string key, object? value) in tags)
            {
                result = key == "result" ? $" {value}" : result;
            }

            (instrument.Meter.Name == WebhookRehearsal.TelemetryName ? Own : Others).Enqueue(instrument.Name + result);
        }

        private sealed class Events(ConcurrentQueue<string> events) : IObserver<KeyValuePair<string, object?>>
        {
            public void OnCompleted()
            {
            }

            public void OnError(Exception error)
            {
            }

            public void OnNext(KeyValuePair<string, object?> value) => events.Enqueue(value.Key);
        }
    }
}

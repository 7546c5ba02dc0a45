using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Leeway.AspNetCore.Webhooks;

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
        using WebhookRehearsal rehearsal = Create("app secret");

        await rehearsal.RunAsync(usesKestrel, TestContext.Current.CancellationToken);

        Assert.Equal(deliveries, recorder.Own.Count(static measured => measured == "leeway.webhooks.received accepted"));
        Assert.Equal(deliveries, recorder.Own.Count(static measured => measured == "leeway.webhooks.attempts handled"));
        Assert.Empty(recorder.Others);
    }

    /// <summary>Only a client secret signs what the rehearsal sends.</summary>
    [Fact]
    public async Task NothingShouldBeReceivedWithoutAClientSecret()
    {
        using TelemetryRecorder recorder = new();
        using WebhookRehearsal rehearsal = Create();

        await rehearsal.RunAsync(usesKestrel: true, TestContext.Current.CancellationToken);

        Assert.Empty(recorder.Own);
    }

    [Fact]
    public async Task CanceledRehearsalShouldEnd()
    {
        using WebhookRehearsal rehearsal = Create("app secret");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rehearsal.RunAsync(usesKestrel: true, new CancellationToken(canceled: true)));
    }

    private static WebhookRehearsal Create(params string[] secrets)
    {
        WebhookOptions options = new();
        byte[][] encoded = [.. secrets.Select(System.Text.Encoding.UTF8.GetBytes)];
        return new WebhookRehearsal(options, new WebhookProofs(encoded, [], options.ClockSkew, TimeProvider.System), TimeProvider.System);
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
        private static bool IsOfInterest(string name) => name.StartsWith("Leeway", StringComparison.Ordinal) || name.StartsWith("Microsoft", StringComparison.Ordinal);

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

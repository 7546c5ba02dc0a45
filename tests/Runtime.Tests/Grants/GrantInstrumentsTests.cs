using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Leeway.Grants;
using Leeway.Simulator.Faults;
using Leeway.Telemetry;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantInstrumentsTests : IDisposable
{
    private readonly GrantWorld _world = new();
    private readonly List<string> _measured = [];
    private readonly MeterListener _listener = new();

    public GrantInstrumentsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _world.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _world.Meter.Dispose();
    }

    [Fact]
    public async Task RotationAndItsWaitingCallersShouldBeMeasured()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3)));

        Task<AccessToken>[] callers = [.. Enumerable.Range(0, 3).Select(_ => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask())];
        _world.Time.Advance(TimeSpan.FromSeconds(3));
        await Task.WhenAll(callers);

        Assert.Equal(
            [
                "leeway.token.request.duration 0 leeway.token.grant_type=authorization_code leeway.token.outcome=issued",
                "leeway.grant.joins 1",
                "leeway.grant.joins 1",
                "leeway.token.request.duration 3 leeway.token.grant_type=refresh_token leeway.token.outcome=issued",
                "leeway.grant.rotations 1 leeway.grant.stored=True",
            ],
            _measured);
    }

    [Fact]
    public async Task DoubtShouldBeMeasuredOnce()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await caller;

        Assert.Single(_measured, "leeway.grant.doubts 1");
        Assert.Equal(2, _measured.Count(static line => line.EndsWith("leeway.token.outcome=in_doubt", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task UnwrittenPairShouldBeMeasured()
    {
        await _world.SignInAndExpireAsync();
        int writes = 0;
        _world.Store.FailsWrite = _ => ++writes > 1;

        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Contains("leeway.grant.rotations 1 leeway.grant.stored=False", _measured);
    }

    [Fact]
    public async Task LossShouldBeMeasuredByItsReason()
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromDays(91));

        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Contains(_measured, static line => line.EndsWith("leeway.token.outcome=refused", StringComparison.Ordinal));
        Assert.Single(_measured, "leeway.grant.losses 1 leeway.grant.loss.reason=idle");
    }

    [Fact]
    public async Task ExchangeShouldHaveItsOwnActivity()
    {
        string secret = "client-" + Guid.CreateVersion7();
        List<Activity> stopped = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == LeewayTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (stopped)
                {
                    stopped.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using Activity parent = new Activity(secret).Start();

        await _world.SignInAsync();

        // Other tests run concurrently, so select the sign-in under this test's own activity.
        Activity exchange;
        lock (stopped)
        {
            exchange = Assert.Single(stopped, activity => activity.ParentId == parent.Id);
        }

        Assert.Equal(("POST /oauth/token", ActivityKind.Client), (exchange.DisplayName, exchange.Kind));
        Assert.Equal("authorization_code", exchange.GetTagItem("leeway.token.grant_type"));
        Assert.Equal("issued", exchange.GetTagItem("leeway.token.outcome"));
    }

    private void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct, IFormattable
    {
        if (instrument.Name.StartsWith("leeway.grant", StringComparison.Ordinal) || instrument.Name.StartsWith("leeway.token", StringComparison.Ordinal))
        {
            string text = string.Concat(tags.ToArray().Select(static tag => $" {tag.Key}={tag.Value}"));
            _measured.Add($"{instrument.Name} {value.ToString("0.###", CultureInfo.InvariantCulture)}{text}");
        }
    }
}

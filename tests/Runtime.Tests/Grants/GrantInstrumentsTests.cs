using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Http;
using Leeway.Runtime.Tests.Telemetry;
using Leeway.Simulator.Faults;
using Leeway.Telemetry;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantInstrumentsTests : IDisposable
{
    private readonly GrantWorld _world = new();
    private readonly MetricCollector<double> _requests;
    private readonly MetricCollector<long> _joins;
    private readonly MetricCollector<long> _rotations;
    private readonly MetricCollector<long> _doubts;
    private readonly MetricCollector<long> _losses;

    public GrantInstrumentsTests()
    {
        _requests = new(_world.Meter, "leeway.token.request.duration");
        _joins = new(_world.Meter, "leeway.grant.joins");
        _rotations = new(_world.Meter, "leeway.grant.rotations");
        _doubts = new(_world.Meter, "leeway.grant.doubts");
        _losses = new(_world.Meter, "leeway.grant.losses");
    }

    public void Dispose()
    {
        _requests.Dispose();
        _joins.Dispose();
        _rotations.Dispose();
        _doubts.Dispose();
        _losses.Dispose();
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
                "0 leeway.token.grant_type=authorization_code leeway.token.outcome=issued",
                "3 leeway.token.grant_type=refresh_token leeway.token.outcome=issued",
            ],
            Read(_requests));
        Assert.Equal(["1", "1"], Read(_joins));
        Assert.Equal(["1 leeway.grant.stored=True"], Read(_rotations));
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

        Assert.Equal(["1"], Read(_doubts));
        Assert.Equal(2, _requests.GetMeasurementSnapshot().Count(static m => m.MatchesTags(
            new KeyValuePair<string, object?>("leeway.token.grant_type", "refresh_token"), new KeyValuePair<string, object?>("leeway.token.outcome", "in_doubt"))));
    }

    [Fact]
    public async Task WithheldTokenShouldBeMeasured()
    {
        AtlassianPipeline node = _world.NewNode(authorization: new SlowNetwork(_world.Simulator, _world.Time) { Delay = TimeSpan.FromSeconds(5) });
        await _world.SignInAndExpireAsync();
        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Task end = node.DisposeAsync().AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(5));
        await end;

        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Equal("5 leeway.token.grant_type=refresh_token leeway.token.outcome=withheld", Read(_requests).Last());
    }

    [Fact]
    public async Task UnwrittenPairShouldBeMeasured()
    {
        await _world.SignInAndExpireAsync();
        int writes = 0;
        _world.Store.FailsWrite = _ => ++writes > 1;

        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Contains("1 leeway.grant.stored=False", Read(_rotations));
    }

    [Fact]
    public async Task LossShouldBeMeasuredByItsReason()
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromDays(91));

        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Contains(Read(_requests), static line => line.EndsWith("leeway.token.outcome=refused", StringComparison.Ordinal));
        Assert.Equal(["1 leeway.grant.loss.reason=idle"], Read(_losses));
    }

    [Theory]
    [InlineData(GrantLossReason.NotGranted, "not_granted")]
    [InlineData(GrantLossReason.NoRefreshToken, "no_refresh_token")]
    [InlineData(GrantLossReason.Idle, "idle")]
    [InlineData(GrantLossReason.AbsoluteAge, "absolute_age")]
    [InlineData(GrantLossReason.SpendInDoubt, "spend_in_doubt")]
    [InlineData(GrantLossReason.Withdrawn, "withdrawn")]
    [InlineData(GrantLossReason.ScopesNarrowed, "scopes_narrowed")]
    [InlineData(GrantLossReason.Reused, "reused")]
    [InlineData(GrantLossReason.Forgotten, "forgotten")]
    [InlineData(GrantLossReason.Unknown, "unknown")]
    public void EachReasonShouldHaveAName(GrantLossReason reason, string expected)
    {
        new GrantInstruments(_world.Meter, "reporting").RecordLoss(reason);

        Assert.Equal([$"1 leeway.grant.loss.reason={expected} leeway.registration=reporting"], Read(_losses));
    }

    [Fact]
    public void InstrumentsShouldHaveUnitsAndDescriptions()
    {
        using Meter meter = new(LeewayTelemetry.MeterName);
        List<Instrument> published = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == meter)
                {
                    published.Add(instrument);
                }
            },
        };
        listener.Start();

        _ = new GrantInstruments(meter);

        Assert.Equal(
            [
                "leeway.grant.doubts {rotation}", "leeway.grant.joins {caller}", "leeway.grant.losses {grant}", "leeway.grant.rotations {rotation}",
                "leeway.token.request.duration s",
            ],
            published.Select(static instrument => $"{instrument.Name} {instrument.Unit}").Order(StringComparer.Ordinal));
        Assert.All(published, static instrument => Assert.False(string.IsNullOrEmpty(instrument.Description)));
        Assert.Equal(
            [0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20],
            published.OfType<Histogram<double>>().Single().Advice!.HistogramBucketBoundaries!);
    }

    [Fact]
    public async Task ExchangeShouldHaveItsOwnActivity()
    {
        string secret = "client-" + Guid.CreateVersion7();
        using ActivityListener listener = ActivityRecorder.Listen(out ConcurrentQueue<Activity> stopped);
        using Activity parent = new Activity(secret).Start();

        await _world.SignInAsync();

        // Other tests run concurrently, so select the sign-in under this test's own activity.
        Activity exchange = Assert.Single(stopped, activity => activity.ParentId == parent.Id);

        Assert.Equal(("POST /oauth/token", ActivityKind.Client), (exchange.DisplayName, exchange.Kind));
        Assert.Equal("authorization_code", exchange.GetTagItem("leeway.token.grant_type"));
        Assert.Equal("issued", exchange.GetTagItem("leeway.token.outcome"));
    }

    [Theory]
    [InlineData(200, """{"access_token":"a"}""", "issued", ActivityStatusCode.Unset)]
    [InlineData(400, """{"error":"invalid_grant"}""", "refused", ActivityStatusCode.Error)]
    [InlineData(401, """{"error":"invalid_client"}""", "misconfigured", ActivityStatusCode.Error)]
    [InlineData(503, "", "in_doubt", ActivityStatusCode.Error)]
    [InlineData(429, "", "unavailable", ActivityStatusCode.Error)]
    public async Task OutcomeOfAnExchangeShouldBeInItsMeasurementAndActivity(int status, string body, string outcome, ActivityStatusCode expected)
    {
        using ActivityListener listener = ActivityRecorder.Listen(out ConcurrentQueue<Activity> stopped);
        using Activity parent = new Activity("parent").Start();
        using HttpMessageInvoker invoker = new(new StubTransport(_ => StubTransport.Json((HttpStatusCode)status, body)));
        TokenEndpoint endpoint = new(
            invoker,
            new AppCredentials("id", "hush", new Uri("https://auth.example")),
            new GrantOptions(),
            new RuntimeEnvironment(_world.Time, new Random(1), TaskCreationOptions.None, _world.Meter, "reporting"),
            new GrantInstruments(_world.Meter, "reporting"));

        await endpoint.ExchangeClientCredentialsAsync();

        Activity exchange = Assert.Single(stopped, activity => activity.ParentId == parent.Id);
        Assert.Equal(
            ("client_credentials", outcome, "reporting"),
            (exchange.GetTagItem("leeway.token.grant_type"), exchange.GetTagItem("leeway.token.outcome"), exchange.GetTagItem("leeway.registration")));
        Assert.Equal(expected, exchange.Status);
        Assert.Equal(
            [$"0 leeway.registration=reporting leeway.token.grant_type=client_credentials leeway.token.outcome={outcome}"], Read(_requests));
    }

    /// <summary>Returns the value and the tags of each measurement.</summary>
    private static IEnumerable<string> Read<T>(MetricCollector<T> collector)
        where T : struct, IFormattable => collector.GetMeasurementSnapshot().Select(static measurement => string.Join(
            ' ',
            [
                measurement.Value.ToString("0.###", CultureInfo.InvariantCulture),
                .. measurement.Tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal).Select(static tag => $"{tag.Key}={tag.Value}"),
            ]));
}

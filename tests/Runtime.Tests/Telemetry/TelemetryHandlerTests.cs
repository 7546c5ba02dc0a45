using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Runtime.Tests.Http;
using Leeway.Telemetry;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.Runtime.Tests.Telemetry;

public sealed class TelemetryHandlerTests : IDisposable
{
    private readonly Meter _meter = new(LeewayTelemetry.MeterName);
    private readonly OperationDescriptor _operation = new(
        "getThing" + Guid.CreateVersion7(), HttpMethod.Get, "/rest/api/3/thing/{thingId}", "jira", "Jira", [200, 303]);

    public void Dispose() => _meter.Dispose();

    [Theory]
    [InlineData(HttpStatusCode.OK, null)]
    [InlineData(HttpStatusCode.SeeOther, null)]
    [InlineData(HttpStatusCode.NotFound, "404")]
    public async Task CallShouldBeMeasuredByOperationAndStatus(HttpStatusCode status, string? error)
    {
        var time = new ManualTime();
        using MetricCollector<double> durations = new(_meter, "leeway.call.duration");

        await SendAsync(
            new StubTransport(_ =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return new HttpResponseMessage(status);
            }),
            time,
            NullLogger.Instance);

        CollectedMeasurement<double> duration = Assert.Single(durations.GetMeasurementSnapshot());
        Assert.Equal(3, duration.Value);
        Dictionary<string, object?> expected = new()
        {
            ["http.request.method"] = "GET",
            ["url.template"] = "/rest/api/3/thing/{thingId}",
            ["leeway.operation"] = _operation.Id,
            ["leeway.product"] = "Jira",
            ["http.response.status_code"] = (int)status,
        };
        if (error is not null)
        {
            expected["error.type"] = error;
        }

        Assert.Equivalent(expected, duration.Tags, strict: true);
    }

    [Fact]
    public async Task FailureShouldBeRecordedByItsTypeOnly()
    {
        using ActivityListener listener = ActivityRecorder.Listen(out ConcurrentQueue<Activity> activities);
        FakeLogger log = new();

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(
            new StubTransport(_ => throw new HttpRequestException("canary-secret")), new ManualTime(), log));

        Activity activity = Assert.Single(activities, activity => Equals(activity.GetTagItem("leeway.operation"), _operation.Id));
        Assert.Equal("GET /rest/api/3/thing/{thingId}", activity.DisplayName);
        Assert.Equal((ActivityKind.Client, ActivityStatusCode.Error), (activity.Kind, activity.Status));
        Assert.Equal("System.Net.Http.HttpRequestException", activity.GetTagItem("error.type"));
        Assert.DoesNotContain("canary", string.Join(' ', activity.TagObjects) + activity.StatusDescription, StringComparison.Ordinal);
        string line = Assert.Single(log.ReadLines());
        Assert.StartsWith(
            "Debug CallFailed: GET /rest/api/3/thing/{thingId} failed after 00:00:00 with System.Net.Http.HttpRequestException.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ActivityShouldHaveTheRouteWithoutItsValues()
    {
        using ActivityListener listener = ActivityRecorder.Listen(out ConcurrentQueue<Activity> activities);
        FakeLogger log = new();

        await SendAsync(new StubTransport(_ => new HttpResponseMessage(HttpStatusCode.OK)), new ManualTime(), log);

        Activity activity = Assert.Single(activities, activity => Equals(activity.GetTagItem("leeway.operation"), _operation.Id));
        Assert.Equal(
            $"http.request.method=GET, url.template=/rest/api/3/thing/{{thingId}}, leeway.operation={_operation.Id}, leeway.product=Jira, http.response.status_code=200",
            string.Join(", ", activity.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}")));
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        string line = Assert.Single(log.ReadLines());
        Assert.StartsWith("Debug Called: GET /rest/api/3/thing/{thingId} returned 200 after 00:00:00.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorShouldBeRecordedInTheActivityAndFailureInTheMeasurement()
    {
        using ActivityListener listener = ActivityRecorder.Listen(out ConcurrentQueue<Activity> activities);
        using MetricCollector<double> durations = new(_meter, "leeway.call.duration");

        await SendAsync(new StubTransport(static _ => new HttpResponseMessage(HttpStatusCode.NotFound)), new ManualTime(), NullLogger.Instance);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(new StubTransport(static _ => throw new HttpRequestException("x")), new ManualTime(), NullLogger.Instance));

        Activity activity = activities.First(activity => Equals(activity.GetTagItem("leeway.operation"), _operation.Id));
        Assert.Equal(("404", ActivityStatusCode.Error), (activity.GetTagItem("error.type"), activity.Status));
        Assert.Equal(
            ["404 404", "System.Net.Http.HttpRequestException "],
            durations.GetMeasurementSnapshot().Select(static duration => $"{duration.Tags["error.type"]} {duration.Tags.GetValueOrDefault("http.response.status_code")}"));
    }

    [Fact]
    public async Task NamedRegistrationShouldBeATagOfTheActivityAndTheMeasurement()
    {
        using ActivityListener listener = ActivityRecorder.Listen(out ConcurrentQueue<Activity> activities);
        using MetricCollector<double> durations = new(_meter, "leeway.call.duration");
        using HttpMessageInvoker invoker = new(new TelemetryHandler(
            new CallInstruments(_meter, "reporting"), new ManualTime(), NullLogger.Instance, new StubTransport(static _ => new(HttpStatusCode.OK))));
        using HttpRequestMessage request = _operation.CreateRequest("/rest/api/3/thing/1");

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Activity activity = Assert.Single(activities, activity => Equals(activity.GetTagItem("leeway.operation"), _operation.Id));
        Assert.Equal("reporting", activity.GetTagItem("leeway.registration"));
        Assert.Equal("reporting", Assert.Single(durations.GetMeasurementSnapshot()).Tags["leeway.registration"]);
    }

    [Fact]
    public async Task RequestWithoutAnOperationShouldNotBeMeasured()
    {
        using MetricCollector<double> durations = new(_meter, "leeway.call.duration");
        FakeLogger log = new();
        using HttpMessageInvoker invoker = new(new TelemetryHandler(
            new CallInstruments(_meter), new ManualTime(), log, new StubTransport(static _ => new(HttpStatusCode.OK))));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.atlassian.com/x");

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Empty(durations.GetMeasurementSnapshot());
        Assert.Empty(log.ReadLines());
    }

    [Fact]
    public void DurationShouldBeAHistogramInSeconds()
    {
        Instrument? published = null;
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) => published = instrument.Meter == _meter ? instrument : published,
        };
        listener.Start();

        CallInstruments instruments = new(_meter);

        Histogram<double> histogram = Assert.IsType<Histogram<double>>(published);
        Assert.Equal(("leeway.call.duration", "s"), (histogram.Name, histogram.Unit));
        Assert.StartsWith("The duration from the first attempt of a call", histogram.Description, StringComparison.Ordinal);
        Assert.Equal([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60], histogram.Advice!.HistogramBucketBoundaries!);
        Assert.False(instruments.IsEnabled);
    }

    private async Task SendAsync(HttpMessageHandler transport, ManualTime time, ILogger logger)
    {
        using HttpMessageInvoker invoker = new(new TelemetryHandler(new CallInstruments(_meter), time, logger, transport));
        using HttpRequestMessage request = _operation.CreateRequest("/rest/api/3/thing/canary?q=canary");
        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);
    }
}

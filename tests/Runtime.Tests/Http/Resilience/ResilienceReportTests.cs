using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using Leeway.Calls;
using Leeway.Http.Resilience;
using Leeway.Limits;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>What operators see of repetitions and limits.</summary>
public sealed class ResilienceReportTests : IDisposable
{
    private static readonly OperationDescriptor s_operation = new("getThing", HttpMethod.Get, "/rest/api/3/thing/{id}", "jira", "Jira", [200]);

    private static readonly QuotaStop s_stop = new() { Scope = RateLimitScope.Site, Product = "jira", Site = "1", EndsAt = ManualTime.Start };

    private readonly Meter _meter = new("Leeway");
    private readonly FakeLogger _log = new();

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void InstrumentsShouldHaveUnitsAndDescriptions()
    {
        List<Instrument> published = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == _meter)
                {
                    published.Add(instrument);
                }
            },
        };
        listener.Start();

        CreateReport();

        Assert.Equal(
            ["leeway.call.held_back {call}", "leeway.call.retries {retry}", "leeway.rate_limit.remaining {point}"],
            published.Select(static instrument => $"{instrument.Name} {instrument.Unit}").Order(StringComparer.Ordinal));
        Assert.All(published, static instrument => Assert.False(string.IsNullOrEmpty(instrument.Description)));
    }

    [Fact]
    public void RemainderOfEachNamedLimitShouldBeMeasured()
    {
        using MetricCollector<long> remaining = new(_meter, "leeway.rate_limit.remaining");

        Read(("X-RateLimit-Remaining", "5"), ("RateLimit", "\"global-app-quota\";r=1,\"tenant-app-quota\";r=2,\"secret\";r=3,\"global-app-quota-2\";t=9"), ("Beta-RateLimit", "r=4"));

        Assert.Equal(
            ["5 jira unnamed True", "1 jira global-app-quota True", "2 jira tenant-app-quota True", "3 jira other True", "4 jira unnamed False"],
            remaining.GetMeasurementSnapshot().Select(static measurement =>
                $"{measurement.Value} {measurement.Tags["leeway.gateway"]} {measurement.Tags["leeway.rate_limit.name"]} {measurement.Tags["leeway.rate_limit.enforced"]}"));
        Assert.All(remaining.GetMeasurementSnapshot(), static measurement => Assert.Equal("reporting", measurement.Tags["leeway.registration"]));
    }

    [Fact]
    public void CallsHeldBackShouldBeCountedAndLogged()
    {
        using MetricCollector<long> held = new(_meter, "leeway.call.held_back");
        ResilienceReport report = CreateReport();

        report.HeldBack(s_operation, s_stop);
        report.HeldBack(null, s_stop);

        Assert.Equal(
            ["1 getThing Jira reporting", "1   reporting"],
            held.GetMeasurementSnapshot().Select(static measurement =>
                $"{measurement.Value} {measurement.Tags["leeway.operation"]} {measurement.Tags["leeway.product"]} {measurement.Tags["leeway.registration"]}"));
        Assert.Equal(
            "GET /rest/api/3/thing/{id} is held back until 11/01/2026 12:00:00 +00:00: the quota of the Site is spent.",
            _log.Collector.GetSnapshot()[0].Message);
    }

    [Fact]
    public void SpentQuotaShouldBeLoggedAsAWarning()
    {
        CreateReport().QuotaSpent(s_stop);

        FakeLogRecord record = _log.LatestRecord;
        Assert.Equal(("QuotaSpent", Microsoft.Extensions.Logging.LogLevel.Warning), (record.Id.Name, record.Level));
        Assert.Equal("The jira quota of the Site is spent; calls are held back until 11/01/2026 12:00:00 +00:00.", record.Message);
    }

    [Theory]
    [InlineData(nameof(AttemptEnd.Limited), RateLimitScope.Issue, "limited_issue")]
    [InlineData(nameof(AttemptEnd.Limited), RateLimitScope.Operation, "limited_operation")]
    [InlineData(nameof(AttemptEnd.Limited), RateLimitScope.Unknown, "limited")]
    [InlineData(nameof(AttemptEnd.Limited), null, "limited")]
    [InlineData(nameof(AttemptEnd.Unavailable), null, "unavailable")]
    [InlineData(nameof(AttemptEnd.NotSent), null, "not_sent")]
    [InlineData(nameof(AttemptEnd.Final), null, "other")]
    [InlineData(nameof(AttemptEnd.Lost), null, "lost")]
    public void RepetitionShouldBeCountedByTheEndOfTheAttempt(string end, RateLimitScope? scope, string expected)
    {
        using MetricCollector<long> retries = new(_meter, "leeway.call.retries");
        AttemptResult result = new(Enum.Parse<AttemptEnd>(end)) { Refusal = scope is { } known ? new RateLimitRefusal(null, known, null) : null };

        CreateReport().Repeated(s_operation, result, 503, 2, TimeSpan.FromSeconds(3));

        CollectedMeasurement<long> retry = Assert.Single(retries.GetMeasurementSnapshot());
        Assert.Equal(
            (1, "getThing", "Jira", expected, "reporting"),
            (retry.Value, retry.Tags["leeway.operation"], retry.Tags["leeway.product"], retry.Tags["leeway.attempt.end"], retry.Tags["leeway.registration"]));
        Assert.Equal($"GET /rest/api/3/thing/{{id}} is sent again after 00:00:03, as attempt 2. The last attempt ended {end} (503).", _log.LatestRecord.Message);
    }

    [Fact]
    public void RepetitionWithoutAResponseShouldBeLoggedSo()
    {
        CreateReport().Repeated(null, new AttemptResult(AttemptEnd.Lost), null, 2, TimeSpan.Zero);

        Assert.EndsWith("The last attempt ended Lost (no response).", _log.LatestRecord.Message, StringComparison.Ordinal);
    }

    private void Read(params (string Name, string Value)[] headers)
    {
        HttpResponseHeaders made = new HttpResponseMessage().Headers;
        foreach ((string name, string value) in headers)
        {
            made.TryAddWithoutValidation(name, value);
        }

        CreateReport().LimitsRead("jira", RateLimitHeaders.Find(made)!);
    }

    private ResilienceReport CreateReport() => new(_meter, _log, "reporting");
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Leeway.Telemetry;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Counts deliveries.</summary>
internal sealed class WebhookInstruments
{
    private readonly Counter<long> _received;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _duration;
    private readonly string _registration;

    public WebhookInstruments(IMeterFactory meters, string registration)
    {
        Meter meter = meters.Create(LeewayTelemetry.MeterName);
        _registration = registration;
        _received = meter.CreateCounter<long>(
            "leeway.webhooks.received", "{delivery}", "The deliveries that were received, by what was done with them.");
        _attempts = meter.CreateCounter<long>(
            "leeway.webhooks.attempts", "{attempt}", "The attempts to handle deliveries, by event and result.");
        _duration = meter.CreateHistogram<double>("leeway.webhooks.handling.duration", "s", "The duration of attempts to handle deliveries.");
    }

    public void Received(string result)
    {
        if (_received.Enabled)
        {
            _received.Add(1, CreateTags(new KeyValuePair<string, object?>("result", result)));
        }
    }

    public void Attempted(string name, string result, TimeSpan duration)
    {
        // Only documented names, so that the number of time series is bounded.
        string known = WebhookEventReader.IsKnown(name) ? name : "other";
        if (_attempts.Enabled)
        {
            _attempts.Add(1, CreateTags(new KeyValuePair<string, object?>("event", known), new KeyValuePair<string, object?>("result", result)));
        }

        if (_duration.Enabled)
        {
            _duration.Record(duration.TotalSeconds, CreateTags(new KeyValuePair<string, object?>("event", known), new KeyValuePair<string, object?>("result", result)));
        }
    }

    private TagList CreateTags(params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        TagList list = new(tags);
        if (_registration.Length > 0)
        {
            list.Add("leeway.registration", _registration);
        }

        return list;
    }
}

using System.Diagnostics.Metrics;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Measures under a name that listeners of an application do not select.</summary>
internal sealed class RehearsalMeters : IMeterFactory
{
    private readonly Meter _meter = new(WebhookRehearsal.TelemetryName);

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}

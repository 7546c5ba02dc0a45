using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;

namespace Leeway.Telemetry;

/// <summary>Measures calls.</summary>
/// <param name="meter">The meter of the application.</param>
/// <param name="registration">The name of the registration, for <see cref="RegistrationTag"/>.</param>
internal sealed class CallInstruments(Meter meter, string? registration = null)
{
    private readonly Histogram<double> _duration = meter.CreateHistogram<double>(
        "leeway.call.duration",
        "s",
        "The duration from the first attempt of a call to the response headers, with all retries and waits.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60],
        });

    public string? Registration => registration;

    public bool IsEnabled => _duration.Enabled;

    /// <summary>Records a finished call.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="status">The status of the response; null if none arrived.</param>
    /// <param name="error">The error, with the name that OpenTelemetry uses; null if the call succeeded.</param>
    /// <param name="elapsed">The duration of the call.</param>
    public void RecordCall(OperationDescriptor operation, HttpStatusCode? status, string? error, TimeSpan elapsed)
    {
        if (!_duration.Enabled)
        {
            return;
        }

        TagList tags = new(
        [
            new("http.request.method", operation.Method.Method),
            new("url.template", operation.Route),
            new("leeway.operation", operation.Id),
            new("leeway.product", operation.Product),
        ]);
        if (status is { } known)
        {
            tags.Add("http.response.status_code", (int)known);
        }

        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        RegistrationTag.AddTo(ref tags, registration);
        _duration.Record(elapsed.TotalSeconds, tags);
    }
}

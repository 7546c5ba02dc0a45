using Microsoft.Extensions.Logging;
using Polly.Telemetry;

namespace Leeway.Http.Resilience;

/// <summary>Finds out whether the telemetry of Polly, which costs each call more than the strategies themselves, is received.</summary>
/// <param name="loggers">Creates the logger that Polly logs to.</param>
/// <param name="hasListeners">Whether the application has a <see cref="TelemetryListener"/>.</param>
internal sealed class PollyObservers(ILoggerFactory loggers, bool hasListeners)
{
    private readonly ILogger _logger = loggers.CreateLogger(PollyInstruments.Name);

    /// <summary>Whether a listener, a logger or a listener of meters would receive an event.</summary>
    public bool IsAny => hasListeners || _logger.IsEnabled(LogLevel.Error) || PollyInstruments.Current.AreEnabled;
}

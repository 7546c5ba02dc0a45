using Microsoft.Extensions.Logging;

namespace Leeway.Runtime.Tests;

/// <summary>Records log messages, with exceptions and values, as a log file would show them.</summary>
internal sealed class ListLogger : ILogger, ILoggerFactory
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This logger cannot have providers.");

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        string values = state is IEnumerable<KeyValuePair<string, object?>> pairs
            ? string.Join(", ", pairs.Select(pair => $"{pair.Key}={pair.Value}"))
            : "";
        lock (_lock)
        {
            _lines.Add($"{logLevel} {eventId.Name}: {formatter(state, exception)} [{values}] {exception}");
        }
    }
}

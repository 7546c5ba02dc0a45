using Microsoft.Extensions.Logging;

namespace Leeway.Simulation;

/// <summary>Adds the log of the runtime to the trace.</summary>
internal sealed class TraceLogger(World world, Node node) : ILogger, ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The trace is the only log provider.");

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => world.Trace.IsKept;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        world.Trace.Say(world.Now, node.Number, formatter(state, exception) + (exception is null ? "" : $" ({exception.Message})"));
}

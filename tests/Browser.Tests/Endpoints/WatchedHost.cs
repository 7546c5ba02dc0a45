using Leeway.Browser.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leeway.Browser.Tests.Endpoints;

/// <summary>The sample application, whose log is watched for what its handler of webhooks writes.</summary>
public sealed class WatchedHost : SampleHost, ILoggerProvider, ILogger
{
    private readonly TaskCompletionSource<string> _handled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first line that the handler writes.</summary>
    public Task<string> Handled => _handled.Task;

    public ILogger CreateLogger(string categoryName) => categoryName == "ConnectJira.IssueLog" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _handled.TrySetResult(formatter(state, exception));

    public void Dispose() => GC.SuppressFinalize(this);

    protected override void ConfigureServices(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(this);
}

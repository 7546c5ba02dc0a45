using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.Runtime.Tests;

internal static class FakeLogging
{
    /// <summary>Creates a factory of loggers that add to the records of this one.</summary>
    public static ILoggerFactory ToFactory(this FakeLogger logger) =>
        LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logger.Collector)));

    /// <summary>Returns the records with exceptions and values, as a log file would show them.</summary>
    public static IEnumerable<string> ReadLines(this FakeLogger logger) => logger.Collector.GetSnapshot().Select(static record =>
        $"{record.Level} {record.Id.Name}: {record.Message} [{string.Join(", ", record.StructuredState ?? [])}] {record.Exception}");
}

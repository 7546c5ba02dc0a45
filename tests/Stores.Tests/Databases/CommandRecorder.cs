using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Leeway.Stores.Tests.Databases;

/// <summary>Records the commands that are sent to the database.</summary>
internal sealed class CommandRecorder : DbCommandInterceptor
{
    private readonly ConcurrentQueue<RecordedCommand> _commands = new();

    public IReadOnlyCollection<RecordedCommand> Commands => _commands;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Record(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Record(command);
        return new(result);
    }

    private void Record(DbCommand command) => _commands.Enqueue(
        new RecordedCommand(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(static p => (p.ParameterName, p.Value))], command.CommandTimeout));
}

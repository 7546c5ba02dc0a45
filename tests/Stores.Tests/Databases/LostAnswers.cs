using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Leeway.Stores.Tests.Databases;

/// <summary>Loses the response to the first statement of a kind, after the database has executed it.</summary>
internal sealed class LostAnswers(string kind) : DbCommandInterceptor
{
    private int _lost;

    public bool IsLost => Volatile.Read(ref _lost) != 0;

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (ShouldLose(command))
        {
            result.Dispose();
            throw new LostAnswerException();
        }

        return new(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ShouldLose(command) ? throw new LostAnswerException() : new(result);

    private bool ShouldLose(DbCommand command) =>
        command.CommandText.StartsWith(kind, StringComparison.Ordinal) && Interlocked.Exchange(ref _lost, 1) == 0;
}

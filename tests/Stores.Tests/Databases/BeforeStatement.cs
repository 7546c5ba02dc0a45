using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Leeway.Stores.Tests.Databases;

/// <summary>Runs an action before each statement of a kind is sent.</summary>
internal sealed class BeforeStatement(string kind, Func<Task> act) : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(kind, StringComparison.Ordinal))
        {
            await act();
        }

        return result;
    }
}

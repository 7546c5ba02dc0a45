using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Leeway.Stores.Tests.Databases;

/// <summary>Counts the open connections.</summary>
internal sealed class ConnectionRecorder : DbConnectionInterceptor
{
    private int _open;
    private int _opened;

    public int Open => Volatile.Read(ref _open);

    public int Opened => Volatile.Read(ref _opened);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _opened);
        return Task.CompletedTask;
    }

    public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Interlocked.Decrement(ref _open);
        return Task.CompletedTask;
    }
}

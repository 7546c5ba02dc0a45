using Leeway.Grants;
using Leeway.Stores.Tests.Databases;
using Npgsql;

namespace Leeway.Stores.Tests;

public sealed class PostgresGrantStoreTests : DatabaseGrantStoreTests
{
    private readonly PostgresDatabase _database;

    public PostgresGrantStoreTests()
        : this(new PostgresDatabase())
    {
    }

    private PostgresGrantStoreTests(PostgresDatabase database)
        : base(database) => _database = database;

    [Fact]
    public async Task LeaseAcquiredByAnotherOwnerDuringAWaitShouldNotBeTakenOver()
    {
        GrantId id = new("contended");
        await using (await _database.Open().TryLeaseAsync(id, TimeSpan.FromMinutes(1)))
        {
            // The row is not deleted while it is leased.
            _database.Execute("UPDATE leeway_grants SET lease_owner = NULL, lease_ends_at = NULL");
            await using NpgsqlConnection other = new(_database.ConnectionString);
            await other.OpenAsync();
            await using NpgsqlTransaction transaction = await other.BeginTransactionAsync();
            await RunAsync("UPDATE leeway_grants SET lease_owner = 'other'");
            Task<IAsyncDisposable?> waiting = _database.Open().TryLeaseAsync(id, TimeSpan.FromSeconds(1)).AsTask();
            while (_database.Query("SELECT pid::text AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }

            // Longer than the lease: the waiting statement still uses the time at which it began.
            await RunAsync("SELECT pg_sleep(1.5)");
            await RunAsync("UPDATE leeway_grants SET lease_ends_at = clock_timestamp() + interval '1 second'");
            await transaction.CommitAsync();

            Assert.Null(await waiting);

            async Task RunAsync(string sql)
            {
#pragma warning disable CA2100 // The SQL is constant.
                await using NpgsqlCommand command = new(sql, other, transaction);
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}

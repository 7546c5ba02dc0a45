using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Recognizes failures that last until somebody repairs something, and says what to do.</summary>
internal static class DatabaseTrouble
{
    // SQLite has no SQLSTATE: without a reference to the provider, its result code is in the message alone.
    private const string SqliteErrorPrefix = "SQLite Error ";
    private const int SqliteError = 1;
    private const int SqliteReadOnly = 8;
    private const int SqliteCorrupt = 11;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;

    private const string Schema =
        "Apply the migrations: those of GrantDbContext by Database.MigrateAsync(), or those of your own context after AddLeewayGrants(). "
        + "If another program has a table of that name, give AddLeewayGrants another one.";

    /// <returns>What is wrong and what to do; <see langword="null"/> where the exception says it best.</returns>
    public static string? Diagnose(Exception exception, DbContext context)
    {
        if (context.Model.FindEntityType(typeof(GrantRow))?.GetTableName() is not { } table)
        {
            return $"{context.GetType().Name} has no table of grants. Call modelBuilder.AddLeewayGrants() in its OnModelCreating.";
        }

        switch ((exception as DbUpdateException)?.InnerException ?? exception)
        {
            case DbException database:
                string? advice = AdviceFor(database);
                return advice is null ? null : $"The table of grants, {table}, cannot be used: {database.Message.TrimEnd('.')}. Nothing was changed. {advice}";

            case InvalidCastException or FormatException or InvalidOperationException { Source: "Microsoft.Data.Sqlite" }:
                return $"The table of grants, {table}, holds values that Leeway does not write. Nothing was changed. {Schema}";

            default:
                return null;
        }
    }

    private static string? AdviceFor(DbException exception) => exception.SqlState switch
    {
        "25006" => "The database is read-only, as a standby is: connect to the primary (Target Session Attributes=primary), or let writes in again.",
        "42501" => "Grant the role SELECT, INSERT, UPDATE and DELETE on the table.",
        "3D000" => "There is no such database: create it, or correct the connection string.",
        { } state when state.StartsWith("42", StringComparison.Ordinal) => Schema,
        null => SqliteCode(exception.Message) switch
        {
            SqliteError => Schema,
            SqliteReadOnly => "The database is read-only: let the process write to the file and its folder, and open it without Mode=ReadOnly.",
            SqliteCannotOpen => "The file cannot be opened: see that its folder exists, and that the process may write there.",
            SqliteCorrupt or SqliteNotADatabase => "The file is not an intact SQLite database: restore it from a backup, or correct the path.",
            _ => null,
        },
        _ => null,
    };

    private static int? SqliteCode(ReadOnlySpan<char> message)
    {
        if (!message.StartsWith(SqliteErrorPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        message = message[SqliteErrorPrefix.Length..];
        int end = message.IndexOf(':');
        return end > 0 && int.TryParse(message[..end], CultureInfo.InvariantCulture, out int code) ? code : null;
    }
}

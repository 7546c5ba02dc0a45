using System.Data.Common;
using System.Globalization;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Distinguishes errors that somebody must fix from transient ones, and says how to fix them.</summary>
/// <param name="rowType">The type of the rows.</param>
/// <param name="name">What the table contains, such as <c>grant</c>.</param>
/// <param name="modelMethod">The method that adds the table to a model.</param>
/// <param name="contextName">The name of the context that has only this table.</param>
/// <param name="createException">Creates the exception.</param>
internal sealed class DatabaseTrouble(Type rowType, string name, string modelMethod, string contextName, Func<string, Exception, LeewayException> createException)
{
    // SQLite has no SQLSTATE. Without a reference to the provider, its result code is available only in the message.
    private const string SqliteErrorPrefix = "SQLite Error ";
    private const int SqliteError = 1;
    private const int SqliteReadOnly = 8;
    private const int SqliteCorrupt = 11;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;

    private readonly string _schemaAdvice =
        $"Apply the migrations: those of {contextName} with Database.MigrateAsync(), or those of your own context after {modelMethod}(). "
        + $"If another program uses a table with this name, pass another name to {modelMethod}.";

    public static DatabaseTrouble OfGrants { get; } = new(
        typeof(GrantRow), "grant", nameof(GrantModelBuilderExtensions.AddLeewayGrants), nameof(GrantDbContext),
        static (message, cause) => new GrantStoreException(message, cause));

    public static DatabaseTrouble OfWebhooks { get; } = new(
        typeof(WebhookRow), "webhook", nameof(WebhookModelBuilderExtensions.AddLeewayWebhooks), nameof(WebhookDbContext),
        static (message, cause) => new WebhookStoreException(message, cause));

    public static DatabaseTrouble OfKeptWebhooks { get; } = new(
        typeof(KeptWebhookRow), "kept webhook", nameof(WebhookModelBuilderExtensions.AddLeewayWebhooks), nameof(WebhookDbContext),
        static (message, cause) => new WebhookStoreException(message, cause));

    /// <returns>The error and how to fix it; <see langword="null"/> if the exception itself is sufficient.</returns>
    public LeewayException? Diagnose(Exception exception, DbContext context) =>
        Explain(exception, context) is { } message ? createException(message, exception) : null;

    private string? Explain(Exception exception, DbContext context)
    {
        if (context.Model.FindEntityType(rowType)?.GetTableName() is not { } table)
        {
            return $"{context.GetType().Name} has no {name} table. Call modelBuilder.{modelMethod}() in its OnModelCreating method.";
        }

        switch ((exception as DbUpdateException)?.InnerException ?? exception)
        {
            case DbException database:
                string? advice = FindAdvice(database);
                return advice is null ? null : $"The {name} table '{table}' cannot be used: {database.Message.TrimEnd('.')}. Nothing was changed. {advice}";

            case InvalidCastException or FormatException or InvalidOperationException { Source: "Microsoft.Data.Sqlite" }:
                return $"The {name} table '{table}' contains values that Leeway does not write. Nothing was changed. {_schemaAdvice}";

            default:
                return null;
        }
    }

    private string? FindAdvice(DbException exception) => exception.SqlState switch
    {
        "25006" => "The database is read-only, for example because it is a standby. Connect to the primary (Target Session Attributes=primary), or allow writes.",
        "42501" => "Grant the role SELECT, INSERT, UPDATE and DELETE on the table.",
        "3D000" => "The database does not exist. Create it, or correct the connection string.",
        { } state when state.StartsWith("42", StringComparison.Ordinal) => _schemaAdvice,
        null => ReadSqliteCode(exception.Message) switch
        {
            SqliteError => _schemaAdvice,
            SqliteReadOnly => "The database is read-only. Allow the process to write to the file and its folder, and open it without Mode=ReadOnly.",
            SqliteCannotOpen => "The file cannot be opened. Make sure that its folder exists and that the process can write to it.",
            SqliteCorrupt or SqliteNotADatabase => "The file is not a valid SQLite database. Restore it from a backup, or correct the path.",
            _ => null,
        },
        _ => null,
    };

    private static int? ReadSqliteCode(ReadOnlySpan<char> message)
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

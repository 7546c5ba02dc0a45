using System.CommandLine;
using System.CommandLine.Parsing;
using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leeway.Cli.Dev.Grants;

/// <summary>The options that select the store. Exactly one of them is required.</summary>
internal sealed class InventoryOptions
{
    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "The folder of a file store.", HelpName = "path", Recursive = true,
    };

    private readonly Option<string?> _sqlite = new("--sqlite")
    {
        Description = "The file of a SQLite store.", HelpName = "path", Recursive = true,
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "The connection string of a PostgreSQL store. The password can be in PGPASSWORD or ~/.pgpass instead.",
        HelpName = "connection",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_sqlite);
        command.Options.Add(_postgres);
    }

    /// <summary>Makes a command fail unless exactly one store is selected.</summary>
    public void Require(Command command) => command.Validators.Add(result =>
    {
        if (CountStores(result) != 1)
        {
            result.AddError("Specify one store with --folder, --sqlite or --postgres.");
        }
    });

    /// <summary>Opens the store that the options select.</summary>
    /// <exception cref="GrantStoreException">The file or folder does not exist.</exception>
    public IGrantInventory Open(ParseResult result)
    {
        if (result.GetValue(_folder) is { } folder)
        {
            return Directory.Exists(folder) ? new FileGrantInventory(folder) : throw new GrantStoreException($"The folder '{folder}' does not exist.");
        }

        return new DatabaseGrantInventory<GrantDbContext>(OpenDatabase(result, SqliteOpenMode.ReadOnly));
    }

    /// <summary>Opens what the options name, to remove grants: the store has no key.</summary>
    /// <exception cref="GrantStoreException">There is no such file or folder, or the connection string is wrong.</exception>
    public IGrantStore OpenStore(ParseResult result)
    {
        NoTokenProtector protector = new();
        return result.GetValue(_folder) is { } folder
            ? new FileGrantStore(folder, protector, TimeProvider.System)
            : new DatabaseGrantStore<GrantDbContext>(OpenDatabase(result, SqliteOpenMode.ReadWrite), protector);
    }

    private PooledDbContextFactory<GrantDbContext> OpenDatabase(ParseResult result, SqliteOpenMode mode)
    {
        DbContextOptionsBuilder<GrantDbContext> options = new();
        if (result.GetValue(_sqlite) is { } path)
        {
            if (!File.Exists(path))
            {
                throw new GrantStoreException($"The file '{path}' does not exist.");
            }

            options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        }
        else
        {
            options.UseNpgsql(result.GetValue(_postgres));
        }

        return new PooledDbContextFactory<GrantDbContext>(options.Options);
    }

    private int CountStores(CommandResult result) =>
        ((Option<string?>[])[_folder, _sqlite, _postgres]).Count(option => result.GetValue(option) is { Length: > 0 });
}

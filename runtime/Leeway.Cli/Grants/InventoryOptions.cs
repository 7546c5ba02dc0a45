using System.CommandLine;
using System.CommandLine.Parsing;
using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leeway.Cli.Grants;

/// <summary>The options that name the store, one of which must be given.</summary>
internal sealed class InventoryOptions
{
    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "The folder of a store in files.", HelpName = "path", Recursive = true,
    };

    private readonly Option<string?> _sqlite = new("--sqlite")
    {
        Description = "The file of a store in SQLite.", HelpName = "path", Recursive = true,
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "The connection string of a store in PostgreSQL. The password may stay in PGPASSWORD or ~/.pgpass.",
        HelpName = "connection",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_sqlite);
        command.Options.Add(_postgres);
    }

    /// <summary>Makes a command refuse to run unless one store is named.</summary>
    public void Require(Command command) => command.Validators.Add(result =>
    {
        if (Named(result) != 1)
        {
            result.AddError("Name one store: --folder, --sqlite or --postgres.");
        }
    });

    /// <summary>Opens what the options name.</summary>
    /// <exception cref="GrantStoreException">There is no such file or folder, or the connection string is wrong.</exception>
    public IGrantInventory Open(ParseResult result)
    {
        if (result.GetValue(_folder) is { } folder)
        {
            return Directory.Exists(folder) ? new FileGrantInventory(folder) : throw new GrantStoreException($"There is no folder {folder}.");
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
                throw new GrantStoreException($"There is no file {path}.");
            }

            options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        }
        else
        {
            options.UseNpgsql(result.GetValue(_postgres));
        }

        return new PooledDbContextFactory<GrantDbContext>(options.Options);
    }

    private int Named(CommandResult result) =>
        ((Option<string?>[])[_folder, _sqlite, _postgres]).Count(option => result.GetValue(option) is { Length: > 0 });
}

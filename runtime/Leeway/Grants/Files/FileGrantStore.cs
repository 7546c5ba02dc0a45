using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>Keeps each grant in a file of its own: for desktop tools and services on one machine.</summary>
/// <remarks>
/// Processes of one machine may share the folder; it must be on a local disk, since locks of network file systems cannot be
/// relied on. A grant's file is replaced as a whole and reaches the disk before a write is reported; on Windows its content does, and
/// when it takes the place of the old one is up to the file system. Files are read and written on the caller's thread: they are small.
/// </remarks>
[DebuggerDisplay("{_folder,nq}")]
public sealed class FileGrantStore : IGrantStore
{
    internal const string GrantEnding = ".grant";

    private const string LeaseEnding = ".lease";
    private const string LockEnding = ".lock";

    private static readonly TimeSpan s_lockPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_longestRelease = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly ITokenProtector _protector;
    private readonly TimeProvider _time;

    /// <summary>Opens a store, making the folder if there is none.</summary>
    /// <param name="folder">Where the files are. Only the user that runs the process should be able to read it.</param>
    /// <param name="protector">Encrypts the tokens.</param>
    /// <param name="time">Measures leases, by the wall clock, which the machine's processes share.</param>
    public FileGrantStore(string folder, ITokenProtector protector, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(protector);
        ArgumentNullException.ThrowIfNull(time);
        _folder = Path.GetFullPath(folder);
        _protector = protector;
        _time = time;
        OwnedFolder.Ensure(_folder);
    }

    /// <summary>Opens a store whose key lies in its folder, in a file that only its owner can read; makes both if there are none.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="time">Measures leases; the system's by default.</param>
    /// <exception cref="TokenProtectionException">The key is missing beside grants, torn, or open to others than its owner.</exception>
    public static FileGrantStore Open(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new FileGrantStore(folder, new AesGcmTokenProtector(FileKey.Load(Path.GetFullPath(folder))), time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The grant's file is torn, or of another program.</exception>
    /// <exception cref="TokenProtectionException">The key is not the one it was written with.</exception>
    public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        // A reader needs no lock: a file is replaced as a whole.
        cancellationToken.ThrowIfCancellationRequested();
        return new(Find(id));
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        byte[] document = GrantDocument.Write(successor, _protector);
        using FileStream held = await LockAsync(successor.Id, cancellationToken).ConfigureAwait(false);
        if (Find(successor.Id)?.Version != expectedVersion)
        {
            return false;
        }

        Replace(PathOf(successor.Id, GrantEnding), document);
        return true;
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default)
    {
        using FileStream held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        return Find(id)?.Version == expectedVersion && Remove(id);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        using FileStream held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        return Remove(id);
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        using FileStream held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        string path = PathOf(id, LeaseEnding);
        DateTimeOffset now = _time.GetUtcNow();
        TimeSpan left = ReadLease(path)?.EndsAt - now ?? TimeSpan.Zero;

        // One that would last longer than it can have been given for is of a clock that has been set back since.
        if (left > TimeSpan.Zero && left <= duration)
        {
            return null;
        }

        string name = RandomNumberGenerator.GetHexString(32);
        File.WriteAllText(path, name + " " + (now + duration).ToString("O", CultureInfo.InvariantCulture));
        return new Lease(this, id, name);
    }

    /// <inheritdoc/>
    /// <remarks>A file that cannot be read is not listed; <see cref="FindAsync"/> tells what is wrong with it.</remarks>
    public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(due);
        DuePage page = new(due);
        foreach (string path in Directory.EnumerateFiles(_folder, "*" + GrantEnding))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                GrantOutline grant = ReadOutline(path, OwnedFolder.Read(path));
                if (grant is { IsRenewable: true, Loss: null })
                {
                    page.Offer(grant.Id, grant.RotatedAt, grant.OpenSince);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || GrantDocument.IsUnreadable(exception))
            {
                continue;
            }
        }

        return new(page.ToList());
    }

    /// <summary>An id may hold what no file name can, and names may ignore its case.</summary>
    internal static string PathOf(string folder, GrantId id, string ending = GrantEnding) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id.Value))) + ending);

    /// <summary>Reads what a file shows in the clear. A copy under another name is none of the store's.</summary>
    internal static GrantOutline ReadOutline(string path, byte[] document)
    {
        GrantOutline outline = GrantDocument.ReadOutline(document);
        return Path.GetFileName(path) == Path.GetFileName(PathOf("", outline.Id))
            ? outline
            : throw new JsonException($"it is of the grant '{outline.Id}', whose file has another name");
    }

    private static (string Name, DateTimeOffset EndsAt)? ReadLease(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string[] parts = File.ReadAllText(path).Split(' ');
        return parts.Length == 2 && DateTimeOffset.TryParseExact(parts[1], "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset endsAt)
            ? (parts[0], endsAt)
            : null;
    }

    private Grant? Find(GrantId id)
    {
        string path = PathOf(id, GrantEnding);
        byte[] document;
        try
        {
            document = OwnedFolder.Read(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        try
        {
            return GrantDocument.Read(document, id, _protector);
        }
        catch (Exception exception) when (GrantDocument.IsUnreadable(exception))
        {
            throw new GrantStoreException(
                $"The file of the grant '{id}' cannot be read: {exception.Message}. It has been left as it was: {path}. Restore it from a copy, or delete it and let the user consent again.",
                exception);
        }
    }

    /// <summary>Removes a file, from the disk, too. To be called under the lock.</summary>
    private bool Remove(GrantId id)
    {
        string path = PathOf(id, GrantEnding);
        bool exists = File.Exists(path);
        File.Delete(path);
        OwnedFolder.Flush(_folder);
        return exists;
    }

    /// <summary>Writes a file beside the old one, brings it to the disk, and puts it in the old one's place.</summary>
    private void Replace(string path, byte[] content)
    {
        string draft = path + "." + RandomNumberGenerator.GetHexString(8) + ".new";
        try
        {
            using (FileStream file = new(draft, OwnedFolder.Options(FileMode.CreateNew, FileAccess.Write, FileShare.None)))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }

        OwnedFolder.Flush(_folder);
    }

    /// <summary>Takes the lock of a grant, which the operating system gives up for a process that dies.</summary>
    /// <remarks>It is held for a read and a write. Its file stays, since removing it would part those who wait from those who come.</remarks>
    private async Task<FileStream> LockAsync(GrantId id, CancellationToken cancellationToken)
    {
        string path = PathOf(id, LockEnding);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, OwnedFolder.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                // By another, in whatever process: a matter of the disk's time, not of the grants'.
                await Task.Delay(s_lockPoll, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A sharing or lock violation on Windows; elsewhere EWOULDBLOCK, which is 35 where the system is of BSD's kin. Whatever else is
    // wrong with a lock's file does not pass by waiting.
    private static bool IsHeld(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 32 or 33 : exception.HResult is 11 or 35;

    private async ValueTask ReleaseAsync(GrantId id, string name)
    {
        using CancellationTokenSource deadline = new(s_longestRelease, TimeProvider.System);
        using FileStream held = await LockAsync(id, deadline.Token).ConfigureAwait(false);
        string path = PathOf(id, LeaseEnding);
        if (ReadLease(path)?.Name == name)
        {
            File.Delete(path);
        }
    }

    private string PathOf(GrantId id, string ending) => PathOf(_folder, id, ending);

    private sealed class Lease(FileGrantStore store, GrantId id, string name) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => store.ReleaseAsync(id, name);
    }
}

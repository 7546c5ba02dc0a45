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
    private const string DraftEnding = ".new";

    private static readonly TimeSpan s_lockPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_maxRelease = TimeSpan.FromSeconds(10);

    // Longer than any write takes, for drafts that no lock tells about.
    private static readonly TimeSpan s_maxDraftAge = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly ITokenProtector _protector;
    private readonly TimeProvider _time;

    /// <summary>Opens a store, making the folder if there is none, and removes what writers that crashed have left half-written.</summary>
    /// <param name="folder">Where the files are. Only the user that runs the process should be able to read it.</param>
    /// <param name="protector">Encrypts the tokens.</param>
    /// <param name="time">Measures leases, by the wall clock, which the machine's processes share.</param>
    /// <exception cref="GrantStoreException">The folder cannot be made or used.</exception>
    public FileGrantStore(string folder, ITokenProtector protector, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(protector);
        ArgumentNullException.ThrowIfNull(time);
        _folder = Path.GetFullPath(folder);
        _protector = protector;
        _time = time;
        try
        {
            OwnedFolder.Ensure(_folder);
            RemoveDrafts();
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(_folder, "be opened", exception);
        }
    }

    /// <summary>Opens a store whose key lies in its folder, in a file that only its owner can read; makes both if there are none.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="time">Measures leases; the system's by default.</param>
    /// <exception cref="TokenProtectionException">The key is missing beside grants, torn, or open to others than its owner.</exception>
    /// <exception cref="GrantStoreException">The folder cannot be made or used.</exception>
    public static FileGrantStore Open(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.GetFullPath(folder);
        byte[] key;
        try
        {
            key = FileKey.Load(path);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(path, "read or make its key", exception);
        }

        return new FileGrantStore(path, new AesGcmTokenProtector(key), time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">
    /// The grant's file is torn or of another program, or the folder cannot be used: it is gone, read-only, full or not this process' to use.
    /// </exception>
    /// <exception cref="TokenProtectionException">The key is not the one it was written with.</exception>
    public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        // A reader needs no lock: a file is replaced as a whole.
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new(Find(id));
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(_folder, $"read the grant '{id}'", exception);
        }
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        byte[] document = GrantDocument.Write(successor, _protector);
        try
        {
            using FileStream held = await LockAsync(successor.Id, cancellationToken).ConfigureAwait(false);
            if (Find(successor.Id)?.Version != expectedVersion)
            {
                return false;
            }

            Replace(GetPath(successor.Id, GrantEnding), document);
            return true;
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(_folder, $"write the grant '{successor.Id}'", exception);
        }
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default)
    {
        try
        {
            using FileStream held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
            return Find(id)?.Version == expectedVersion && Remove(id);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(_folder, $"remove the grant '{id}'", exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        try
        {
            using FileStream held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
            return Remove(id);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(_folder, $"remove the grant '{id}'", exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The folder cannot be used.</exception>
    public async ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        try
        {
            using FileStream held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
            return TakeLease(id, duration);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(_folder, $"lease the grant '{id}'", exception);
        }
    }

    private Lease? TakeLease(GrantId id, TimeSpan duration)
    {
        string path = GetPath(id, LeaseEnding);
        DateTimeOffset now = _time.GetUtcNow();
        TimeSpan left = ReadLease(path)?.EndsAt - now ?? TimeSpan.Zero;

        // A lease that would last longer than the longest was written before the clock was set back.
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
    /// <exception cref="GrantStoreException">The folder cannot be used.</exception>
    public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(due);
        try
        {
            return new(ListDue(due, cancellationToken));
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(_folder, "list its grants", exception);
        }
    }

    private IReadOnlyList<DueGrant> ListDue(GrantsDue due, CancellationToken cancellationToken)
    {
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
            catch (Exception exception) when (FileTrouble.IsOne(exception) || GrantDocument.IsUnreadable(exception))
            {
                continue;
            }
        }

        return page.ToList();
    }

    /// <summary>An id may hold what no file name can, and names may ignore its case.</summary>
    internal static string GetPath(string folder, GrantId id, string ending = GrantEnding) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id.Value))) + ending);

    /// <summary>Reads what a file shows in the clear. A copy under another name does not count as the store's.</summary>
    internal static GrantOutline ReadOutline(string path, byte[] document)
    {
        GrantOutline outline = GrantDocument.ReadOutline(document);
        return Path.GetFileName(path) == Path.GetFileName(GetPath("", outline.Id))
            ? outline
            : throw new JsonException($"it belongs to the grant '{outline.Id}', whose file has another name");
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
        string path = GetPath(id, GrantEnding);
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
        string path = GetPath(id, GrantEnding);
        bool exists = File.Exists(path);
        File.Delete(path);
        OwnedFolder.Flush(_folder);
        return exists;
    }

    /// <summary>Writes a file beside the old one, brings it to the disk, and puts it in the old one's place. Called under the grant's lock.</summary>
    private void Replace(string path, byte[] content)
    {
        // Of one grant there is one draft at a time: one that is there already was left by a writer that crashed.
        string draft = path + DraftEnding;
        File.Delete(draft);
        bool isMoved = false;
        try
        {
            using (FileStream file = new(draft, OwnedFolder.Options(FileMode.CreateNew, FileAccess.Write, FileShare.None)))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
            isMoved = true;
        }
        finally
        {
            if (!isMoved)
            {
                TryDelete(draft);
            }
        }

        OwnedFolder.Flush(_folder);
    }

    private static void TryDelete(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            // What prevented the write is the trouble to report; the next write of the grant removes the draft.
            return;
        }
    }

    /// <summary>Removes the drafts of writers that crashed. One whose grant is locked may be another process', and is left to it.</summary>
    private void RemoveDrafts()
    {
        foreach (string draft in Directory.EnumerateFiles(_folder, "*" + DraftEnding))
        {
            try
            {
                string name = Path.GetFileName(draft);
                int ending = name.IndexOf(GrantEnding + ".", StringComparison.Ordinal);
                using FileStream? held = ending < 0 ? null : OpenLock(Path.Combine(_folder, name[..ending] + LockEnding));
                if (held is not null || _time.GetUtcNow() - File.GetLastWriteTimeUtc(draft) > s_maxDraftAge)
                {
                    File.Delete(draft);
                }
            }
            catch (Exception exception) when (FileTrouble.IsOne(exception))
            {
                // Whatever it is, grants can be read and written beside it; it is looked at again when the store is opened again.
                continue;
            }
        }
    }

    /// <summary>Takes the lock of a grant, which the operating system gives up for a process that dies.</summary>
    /// <remarks>It is held for a read and a write. Its file stays, since removing it would part those who wait from those who come.</remarks>
    private async Task<FileStream> LockAsync(GrantId id, CancellationToken cancellationToken)
    {
        string path = GetPath(id, LockEnding);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return OpenLock(path);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                // By another, in whatever process: a matter of the disk's time, not of the grants'.
                await Task.Delay(s_lockPoll, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static FileStream OpenLock(string path) =>
        new(path, OwnedFolder.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));

    // A sharing or lock violation on Windows; elsewhere EWOULDBLOCK, which is 35 on systems derived from BSD. Whatever else is
    // wrong with a lock's file does not pass by waiting.
    private static bool IsHeld(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 32 or 33 : exception.HResult is 11 or 35;

    private async ValueTask ReleaseAsync(GrantId id, string name)
    {
        using CancellationTokenSource deadline = new(s_maxRelease, TimeProvider.System);
        try
        {
            using FileStream held = await LockAsync(id, deadline.Token).ConfigureAwait(false);
            string path = GetPath(id, LeaseEnding);
            if (ReadLease(path)?.Name == name)
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw FileTrouble.Explain(_folder, $"give the lease of the grant '{id}' back", exception);
        }
    }

    private string GetPath(GrantId id, string ending) => GetPath(_folder, id, ending);

    private sealed class Lease(FileGrantStore store, GrantId id, string name) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => store.ReleaseAsync(id, name);
    }
}

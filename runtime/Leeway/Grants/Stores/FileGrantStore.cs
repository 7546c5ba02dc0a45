using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Grants;

/// <summary>Stores each grant in its own file, for desktop tools and services on one machine.</summary>
/// <remarks>
/// Processes on one machine may share the folder. It must be on a local disk, because locks of network file systems are not reliable. A
/// grant's file is replaced as a whole, and is on the disk before a write is reported as successful. On Windows, its content is on the
/// disk, but the file system decides when the new file replaces the old one. Files are small, and are read and written on the caller's
/// thread.
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

    // Longer than any write, for temporary files whose lock does not show whether they are in use.
    private static readonly TimeSpan s_maxDraftAge = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly ITokenProtector _protector;
    private readonly TimeProvider _time;

    /// <summary>Opens a store. Creates the folder if it does not exist, and removes incomplete files that crashed processes left.</summary>
    /// <param name="folder">The folder of the files. Only the user that runs the process should be able to read it.</param>
    /// <param name="protector">Encrypts the tokens.</param>
    /// <param name="time">The time for leases. Its wall clock is used, which the processes of the machine share.</param>
    /// <exception cref="GrantStoreException">The folder cannot be created or used.</exception>
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
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
        {
            throw FileTrouble.Explain(_folder, "be opened", exception);
        }
    }

    /// <summary>
    /// Opens a store whose key is in the same folder, in a file that only its owner can read. Creates the folder and the key if they do not
    /// exist.
    /// </summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="time">The time for leases. The default is the system time.</param>
    /// <exception cref="TokenProtectionException">
    /// The folder has grants but no key, or the key is damaged or readable by others than its owner.
    /// </exception>
    /// <exception cref="GrantStoreException">The folder cannot be created or used.</exception>
    public static FileGrantStore Open(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.GetFullPath(folder);
        return new FileGrantStore(path, AesGcmTokenProtector.Open(path), time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">
    /// The grant's file is damaged or was not written by Leeway, or the folder cannot be used: it is missing, read-only, full or access is
    /// denied.
    /// </exception>
    /// <exception cref="TokenProtectionException">The key is not the one that the grant was encrypted with.</exception>
    /// <exception cref="TokenProtectorFailedException">The token protector failed.</exception>
    public async ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[]? document;
        try
        {
            // A reader needs no lock, because files are replaced as a whole.
            document = ReadDocument(id);
        }
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
        {
            throw FileTrouble.Explain(_folder, $"read the grant '{id}'", exception);
        }

        try
        {
            return document is null ? null : await GrantDocument.ReadAsync(document, id, _protector, cancellationToken).ConfigureAwait(false);
        }
        catch (DamagedGrantException exception)
        {
            throw ExplainDamage(id, exception);
        }
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);

        // Before the lock is taken, so that a slow protector does not delay other processes.
        byte[] document = await GrantDocument.WriteAsync(successor, _protector, cancellationToken).ConfigureAwait(false);
        try
        {
            using FileStream held = await LockAsync(successor.Id, cancellationToken).ConfigureAwait(false);
            if (FindVersion(successor.Id) != expectedVersion)
            {
                return false;
            }

            Replace(GetPath(successor.Id, GrantEnding), document);
            return true;
        }
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
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
            return FindVersion(id) == expectedVersion && Remove(id);
        }
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
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
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
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
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
        {
            throw FileTrouble.Explain(_folder, $"lease the grant '{id}'", exception);
        }
    }

    private Lease? TakeLease(GrantId id, TimeSpan duration)
    {
        string path = GetPath(id, LeaseEnding);
        DateTimeOffset now = _time.GetUtcNow();
        TimeSpan left = ReadLease(path)?.EndsAt - now ?? TimeSpan.Zero;

        // A remaining time longer than the duration means that the lease was written before the clock was set back.
        if (left > TimeSpan.Zero && left <= duration)
        {
            return null;
        }

        string name = RandomNumberGenerator.GetHexString(32);
        File.WriteAllText(path, name + " " + (now + duration).ToString("O", CultureInfo.InvariantCulture));
        return new Lease(this, id, name);
    }

    /// <inheritdoc/>
    /// <remarks>A file that cannot be read is not listed. <see cref="FindAsync"/> reports why it cannot be read.</remarks>
    /// <exception cref="GrantStoreException">The folder cannot be used.</exception>
    public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(due);
        try
        {
            return new(ListDue(due, cancellationToken));
        }
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
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
                page.Offer(ReadOutline(path, OwnedFolder.Read(path)));
            }
            catch (Exception exception) when (FileTrouble.CanExplain(exception) || exception is DamagedGrantException)
            {
                continue;
            }
        }

        return page.ToList();
    }

    /// <summary>
    /// Gets the path of a file. The name is a hash, because an id may contain characters that are invalid in file names or differ only in
    /// case.
    /// </summary>
    internal static string GetPath(string folder, GrantId id, string ending = GrantEnding) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id.Value))) + ending);

    /// <summary>Reads the part of a file that is not encrypted. A copy with another name is not accepted.</summary>
    internal static GrantOutline ReadOutline(string path, byte[] document)
    {
        GrantOutline outline = GrantDocument.ReadOutline(document);
        return Path.GetFileName(path) == Path.GetFileName(GetPath("", outline.Id))
            ? outline
            : throw new DamagedGrantException($"it belongs to the grant '{outline.Id}', whose file has another name");
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

    /// <returns><see langword="null"/> if there is no such grant.</returns>
    private byte[]? ReadDocument(GrantId id)
    {
        try
        {
            return OwnedFolder.Read(GetPath(id, GrantEnding));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads the version of a grant, without its tokens. Call it under the grant's lock.</summary>
    private long? FindVersion(GrantId id)
    {
        try
        {
            return ReadDocument(id) is { } document ? GrantDocument.ReadOutline(document, id).Version : null;
        }
        catch (DamagedGrantException exception)
        {
            throw ExplainDamage(id, exception);
        }
    }

    private GrantStoreException ExplainDamage(GrantId id, DamagedGrantException exception) => new(
        $"The file of the grant '{id}' cannot be read: {exception.Message}. It was not changed: {GetPath(id, GrantEnding)}. Restore it from a backup, or delete it and let the user consent again.",
        exception);

    /// <summary>Removes a file and flushes the removal to the disk. Call it under the grant's lock.</summary>
    private bool Remove(GrantId id)
    {
        string path = GetPath(id, GrantEnding);
        bool exists = File.Exists(path);
        File.Delete(path);
        OwnedFolder.Flush(_folder);
        return exists;
    }

    /// <summary>
    /// Writes a temporary file, flushes it to the disk, and replaces the old file with it. Call it under the grant's lock.
    /// </summary>
    private void Replace(string path, byte[] content)
    {
        // A grant has at most one temporary file. If one exists, a process that crashed has left it.
        string draft = path + DraftEnding;
        File.Delete(draft);
        bool isMoved = false;
        try
        {
            using (FileStream file = new(draft, OwnedFolder.CreateOptions(FileMode.CreateNew, FileAccess.Write, FileShare.None)))
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
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
        {
            // The exception of the write is reported instead. The next write of the grant removes the temporary file.
            return;
        }
    }

    /// <summary>Removes temporary files of processes that crashed. If the grant is locked, the file may be in use and is kept.</summary>
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
            catch (Exception exception) when (FileTrouble.CanExplain(exception))
            {
                // The file does not prevent reading and writing grants. It is checked again when the store is opened again.
                continue;
            }
        }
    }

    /// <summary>Takes the lock of a grant. The operating system releases it if the process ends.</summary>
    /// <remarks>
    /// It is held for one read and one write. Its file is not removed: later callers would lock a new file while earlier ones wait for the
    /// old one.
    /// </remarks>
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
                // Another caller or process holds the lock. Wait in real time rather than in the grants' time, because the disk takes real
                // time.
                await Task.Delay(s_lockPoll, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static FileStream OpenLock(string path) =>
        new(path, OwnedFolder.CreateOptions(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));

    // A sharing or lock violation on Windows; elsewhere EWOULDBLOCK, which is 35 on systems derived from BSD. Other errors of the lock's
    // file do not end by waiting.
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
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
        {
            throw FileTrouble.Explain(_folder, $"release the lease of the grant '{id}'", exception);
        }
    }

    private string GetPath(GrantId id, string ending) => GetPath(_folder, id, ending);

    private sealed class Lease(FileGrantStore store, GrantId id, string name) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => store.ReleaseAsync(id, name);
    }
}

using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Leeway.Grants;

/// <summary>Operations on a folder whose files only their owner can read.</summary>
internal static partial class OwnedFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the folder if it does not exist. On Windows, it inherits the permissions of its parent.</summary>
    public static void Ensure(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Gets the options to open a file in the folder.</summary>
    public static FileStreamOptions CreateOptions(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is FileMode.CreateNew or FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    /// <summary>Reads a whole file.</summary>
    public static byte[] Read(string path)
    {
        using FileStream file = OpenToRead(path);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    /// <inheritdoc cref="Read"/>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using FileStream file = OpenToRead(path);
        byte[] content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        return content;
    }

    /// <summary>Returns whether others than the owner can access a file.</summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0;

    /// <summary>Flushes the directory of the folder to the disk.</summary>
    /// <remarks>
    /// On Windows this does nothing, because .NET has no API for it. The file system decides whether the folder has the new or the old file
    /// after a power failure.
    /// </remarks>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {folder} cannot be flushed to the disk.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }

        try
        {
            if (Synchronize(descriptor) != 0)
            {
                throw new IOException($"The folder {folder} cannot be flushed to the disk.", new Win32Exception(Marshal.GetLastPInvokeError()));
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Gives a file another name, unless there is a file of that name already.</summary>
    /// <returns>Whether it has the name. On Windows, this is always <see langword="false"/>.</returns>
    public static bool TryLink(string path, string name) => !OperatingSystem.IsWindows() && Link(path, name) == 0;

    // On Windows, a file can be replaced or removed while it is open only if the reader allows it.
    private static FileStream OpenToRead(string path) =>
        new(path, CreateOptions(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

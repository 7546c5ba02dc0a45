namespace Leeway.Grants;

/// <summary>Explains why the files of a store cannot be used: the folder, the operation, the cause and what to do.</summary>
internal static class FileTrouble
{
    // errno on Linux and, where it differs, on systems derived from BSD.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaOfLinux = 122;
    private const int QuotaOfBsd = 69;

    // Windows error codes, in the low half of an HRESULT.
    private const int WindowsWriteProtected = 19;
    private const int WindowsHandleDiskFull = 39;
    private const int WindowsDiskFull = 112;
    private const int WindowsQuota = 1295;

    /// <summary>Returns whether <see cref="Explain"/> can explain an exception.</summary>
    public static bool CanExplain(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <param name="folder">The store's folder.</param>
    /// <param name="operation">The operation, as in "could not {operation}".</param>
    /// <param name="exception">The exception that was thrown.</param>
    public static GrantStoreException Explain(string folder, string operation, Exception exception) =>
        new($"The grant store in the folder {folder} could not {operation}: {Diagnose(folder, exception)}", exception);

    private static string Diagnose(string folder, Exception exception) => exception switch
    {
        _ when !Directory.Exists(folder) =>
            "the folder does not exist. Mount or restore it with its files. If they are permanently lost, open the store again and let the users sign in again.",
        UnauthorizedAccessException =>
            $"access is denied ({exception.Message.TrimEnd('.')}). Let the user that runs the process read and write the folder and its files.",
        IOException { HResult: var code } when IsFull(code) => "the disk is full. Free space, or raise the quota.",
        IOException { HResult: var code } when IsReadOnly(code) => "the file system is read-only. Mount it writable, or move the folder.",
        _ => exception.Message,
    };

    private static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? (code & 0xFFFF) is WindowsDiskFull or WindowsHandleDiskFull or WindowsQuota
        : code is NoSpace || code == (OperatingSystem.IsLinux() ? QuotaOfLinux : QuotaOfBsd);

    private static bool IsReadOnly(int code) => OperatingSystem.IsWindows() ? (code & 0xFFFF) is WindowsWriteProtected : code is ReadOnly;
}

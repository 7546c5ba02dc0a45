namespace Leeway.Grants;

/// <summary>Explains why the files of a store cannot be used: which folder, what was tried, the cause and what to do.</summary>
internal static class FileTrouble
{
    // errno on Linux and, where it differs, on systems derived from BSD.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaOfLinux = 122;
    private const int QuotaOfBsd = 69;

    // The low half of an HRESULT that holds an error code of Windows.
    private const int WindowsWriteProtected = 19;
    private const int WindowsHandleDiskFull = 39;
    private const int WindowsDiskFull = 112;
    private const int WindowsQuota = 1295;

    /// <summary>Whether <see cref="Explain"/> explains such an exception.</summary>
    public static bool IsOne(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <param name="folder">The store's folder.</param>
    /// <param name="operation">What was tried, as in "could not {operation}".</param>
    /// <param name="exception">What was thrown.</param>
    public static GrantStoreException Explain(string folder, string operation, Exception exception) =>
        new($"The grant store in the folder {folder} could not {operation}: {Diagnose(folder, exception)}", exception);

    private static string Diagnose(string folder, Exception exception) => exception switch
    {
        _ when !Directory.Exists(folder) =>
            "the folder is not there. Mount or restore it with its files; only if it is gone for good, open the store anew and let the users sign in again.",
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

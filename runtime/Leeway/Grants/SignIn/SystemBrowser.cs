using System.ComponentModel;
using System.Diagnostics;

namespace Leeway;

/// <summary>Opens addresses in the browser of the user.</summary>
public static class SystemBrowser
{
    /// <summary>Opens an address. It is safe for a machine without a browser.</summary>
    /// <param name="address">An http or https address.</param>
    /// <returns>Whether a program that opens it was started. False, for example, in a session without a desktop.</returns>
    /// <exception cref="ArgumentException">The address is not an absolute http or https address.</exception>
    public static bool TryOpen(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("Only an absolute http or https address can be opened.", nameof(address));
        }

        try
        {
            using Process? process = Process.Start(CreateCommand(address.AbsoluteUri));
            return process is not null || OperatingSystem.IsWindows();
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException or FileNotFoundException)
        {
            return false;
        }
    }

    private static ProcessStartInfo CreateCommand(string address)
    {
        if (OperatingSystem.IsWindows())
        {
            return new ProcessStartInfo(address) { UseShellExecute = true };
        }

        if (OperatingSystem.IsMacOS())
        {
            return new ProcessStartInfo("open", [address]);
        }

        // Without a desktop, xdg-open would start a browser in the terminal.
        bool hasDesktop = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")) || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"));
        return hasDesktop
            ? new ProcessStartInfo("xdg-open", [address]) { RedirectStandardOutput = true, RedirectStandardError = true }
            : throw new PlatformNotSupportedException("There is no desktop to open a browser on.");
    }
}

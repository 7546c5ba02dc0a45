using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Leeway.Cluster;

/// <summary>An operating system process of a run. It exits when its standard input closes.</summary>
internal sealed partial class RoleProcess : IDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly Process _process;

    private RoleProcess(Process process) => _process = process;

    public TextReader Output => _process.StandardOutput;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts this program in another role, and sends it its input.</summary>
    public static async Task<RoleProcess> StartAsync<T>(string role, T assignment)
    {
        // Use the host that runs this process. The executable of a test project would start the tests.
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        ProcessStartInfo start = new(host, ["exec", Assembly.GetExecutingAssembly().Location, role])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // Eight processes share few processors.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        RoleProcess process = new(Process.Start(start)!);
        await process.SendAsync(JsonSerializer.Serialize(assignment));
        return process;
    }

    public async Task SendAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public void CloseInput() => _process.StandardInput.Close();

    public void Kill() => _process.Kill();

    public void Pause() => SendSignal(Stop);

    public void Resume() => SendSignal(Continue);

    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void SendSignal(int signal)
    {
        if (!_process.HasExited && SendSignal(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Sending signal {signal} to process {_process.Id} failed with error {Marshal.GetLastPInvokeError()}."));
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}

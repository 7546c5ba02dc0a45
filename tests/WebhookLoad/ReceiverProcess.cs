using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Leeway.WebhookLoad;

/// <summary>A receiver that runs in a process of its own.</summary>
internal sealed class ReceiverProcess : IDisposable
{
    private readonly Process _process;

    private ReceiverProcess(Process process) => _process = process;

    /// <summary>Starts a receiver, and waits until it accepts requests.</summary>
    /// <exception cref="InvalidOperationException">The receiver did not start. Its errors are on standard error.</exception>
    public static async Task<ReceiverProcess> StartAsync(ReceiverAssignment assignment)
    {
        string host = Environment.ProcessPath!;
        string[] arguments = Path.GetFileNameWithoutExtension(host) == "dotnet" ? ["exec", Assembly.GetExecutingAssembly().Location, Receiver.Role] : [Receiver.Role];
        ProcessStartInfo start = new(host, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        ReceiverProcess started = new(Process.Start(start)!);
        await started._process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(assignment));
        await started._process.StandardInput.FlushAsync();
        return await started._process.StandardOutput.ReadLineAsync() == Receiver.ReadyLine
            ? started
            : throw new InvalidOperationException("The receiver did not start.");
    }

    /// <summary>Ends the process at once (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

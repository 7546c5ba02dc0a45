using System.Text.Json;

namespace Leeway.Cluster;

/// <summary>A node in all its lives.</summary>
internal sealed class NodeProcess(Assignment assignment) : IDisposable
{
    private RoleProcess? _process;
    private Task _reading = Task.CompletedTask;
    private NodeReport _former = NodeReport.None;
    private NodeReport _present = NodeReport.None;

    /// <summary>Whether a disturbance is on.</summary>
    public bool IsDisturbed { get; set; }

    public NodeReport Report => _former + _present;

    /// <summary>Whether it ended by itself.</summary>
    public bool HasFallen => _process is { HasExited: true };

    public async Task StartAsync()
    {
        _process = await RoleProcess.StartAsync("node", assignment);
        _reading = ReadAsync(_process);
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        await EndAsync();
    }

    public void Pause() => _process!.Pause();

    public void Resume() => _process!.Resume();

    public async Task StopAsync()
    {
        _process!.CloseInput();
        await _process.WaitForExitAsync();
        await EndAsync();
    }

    public void Dispose() => _process?.Dispose();

    private async Task EndAsync()
    {
        await _reading;
        _former += _present;
        _present = NodeReport.None;
        _process!.Dispose();
        _process = null;
    }

    private async Task ReadAsync(RoleProcess process)
    {
        while (await process.Output.ReadLineAsync() is { } line)
        {
            try
            {
                _present = JsonSerializer.Deserialize<NodeReport>(line)!;
            }
            catch (JsonException)
            {
                // It was killed in the middle of a line.
                return;
            }
        }
    }
}

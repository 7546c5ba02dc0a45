using System.Text.Json;

namespace Leeway.Cluster;

/// <summary>A node with all its process lifetimes.</summary>
internal sealed class NodeProcess(Assignment assignment) : IDisposable
{
    private RoleProcess? _process;
    private Task _reading = Task.CompletedTask;
    private NodeReport _previous = NodeReport.None;
    private NodeReport _current = NodeReport.None;

    /// <summary>Whether the node is being killed or paused.</summary>
    public bool IsDisturbed { get; set; }

    public NodeReport Report => _previous + _current;

    /// <summary>Whether the process exited by itself.</summary>
    public bool HasExited => _process is { HasExited: true };

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
        _previous += _current;
        _current = NodeReport.None;
        _process!.Dispose();
        _process = null;
    }

    private async Task ReadAsync(RoleProcess process)
    {
        while (await process.Output.ReadLineAsync() is { } line)
        {
            try
            {
                _current = JsonSerializer.Deserialize<NodeReport>(line)!;
            }
            catch (JsonException)
            {
                // The process was killed in the middle of a line.
                return;
            }
        }
    }
}

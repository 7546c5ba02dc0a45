using System.Text.Json;

namespace Leeway.Cluster;

/// <summary>The simulator process, for the coordinator.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private readonly RoleProcess _process;

    private SimulatorProcess(RoleProcess process, SimulatorAddresses addresses)
    {
        _process = process;
        Addresses = addresses;
    }

    public SimulatorAddresses Addresses { get; }

    public static async Task<SimulatorProcess> StartAsync(ClusterSettings settings)
    {
        RoleProcess process = await RoleProcess.StartAsync("simulator", settings);
        return new SimulatorProcess(process, JsonSerializer.Deserialize<SimulatorAddresses>((await process.Output.ReadLineAsync())!)!);
    }

    /// <summary>Sends a command of <see cref="SimulatorRole"/>.</summary>
    public async Task<SimulatorReport> AskAsync(string command)
    {
        await _process.SendAsync(command);
        return JsonSerializer.Deserialize<SimulatorReport>((await _process.Output.ReadLineAsync())!)!;
    }

    public void Dispose() => _process.Dispose();
}

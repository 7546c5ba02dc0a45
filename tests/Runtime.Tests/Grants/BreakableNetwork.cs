using Leeway.Simulator;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>A handler in front of the simulator that can refuse all connections.</summary>
internal sealed class BreakableNetwork(AtlassianSimulator simulator) : DelegatingHandler(new SimulatorHandler(simulator))
{
    public bool IsDown { get; set; }

    /// <summary>How often a connection was requested, whether or not a request was sent on it.</summary>
    public int Connections { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Connections++;
        return IsDown
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "The simulated network is down.")
            : base.SendAsync(request, cancellationToken);
    }
}

using Leeway.Simulator;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>A handler in front of the simulator that can refuse all connections.</summary>
internal sealed class BreakableNetwork(AtlassianSimulator simulator) : DelegatingHandler(new SimulatorHandler(simulator))
{
    public bool IsDown { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsDown
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "The simulated network is down.")
            : base.SendAsync(request, cancellationToken);
}

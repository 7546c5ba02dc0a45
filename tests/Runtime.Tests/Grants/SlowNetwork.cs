using Leeway.Simulator;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>A handler in front of the simulator on which connecting takes time.</summary>
internal sealed class SlowNetwork(AtlassianSimulator simulator, TimeProvider time) : DelegatingHandler(new SimulatorHandler(simulator))
{
    public TimeSpan Delay { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, time, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

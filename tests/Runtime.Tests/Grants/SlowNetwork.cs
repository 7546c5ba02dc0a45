using Leeway.Simulator;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>A way to the simulator on which a connection takes its time.</summary>
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

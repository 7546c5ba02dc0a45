using Leeway.Grants;
using Leeway.Http;
using Leeway.Webhooks;

namespace Leeway.Simulation;

/// <summary>One life of a node: the real runtime with the simulated stores and network.</summary>
internal sealed class HookProcess(
    AtlassianOptions options, IGrantStore grants, RuntimeEnvironment environment, HookNetwork network, TraceLogger loggers)
{
    public AtlassianPipeline Pipeline { get; } = new(options, grants, environment, network, network, loggers);

    public void KeepWebhooks(HookStore records, Func<JiraWebhookDescription> describe, IKeptWebhookEvents events)
    {
        JiraWebhookKeeper keeper = Pipeline.CreateWebhookKeeper(
            records, (_, _, _) => new(describe()), new JiraWebhookKeepingOptions { Interval = TimeSpan.FromMinutes(10) }, [events], loggers);
        _ = keeper.RunAsync(CancellationToken.None);
    }
}

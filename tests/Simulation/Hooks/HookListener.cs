using Leeway.Webhooks;

namespace Leeway.Simulation;

/// <summary>A handler of events that sometimes fails, and sometimes never ends.</summary>
internal sealed class HookListener(World world, HookChaos chaos) : IKeptWebhookEvents
{
    public ValueTask HandleAsync(KeptWebhookEvent happened, CancellationToken cancellationToken) =>
        !chaos.IsActive ? ValueTask.CompletedTask
        : world.Chance(0.02) ? throw new InvalidOperationException("The simulated handler failed.")
        : world.Chance(0.01) ? new ValueTask(new TaskCompletionSource().Task)
        : ValueTask.CompletedTask;
}

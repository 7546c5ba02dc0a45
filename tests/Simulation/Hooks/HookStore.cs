using Leeway.Grants;
using Leeway.Webhooks;

namespace Leeway.Simulation;

/// <summary>The connection of one life of a node to the shared records, with latency and faults.</summary>
internal sealed class HookStore(World world, Node node, InMemoryKeptWebhookStore store, HookChaos chaos, HookJudge judge, HookSafeguard off) : IKeptWebhookStore
{
    private readonly Dictionary<string, IReadOnlyList<KeptWebhook>> _previous = [];

    public ValueTask<KeptWebhook?> FindAsync(GrantId grant, string cloudId, CancellationToken cancellationToken = default) =>
        new(Run("find record", false, () => ResultOf(store.FindAsync(grant, cloudId)), cancellationToken));

    public ValueTask<IReadOnlyList<KeptWebhook>> ListAsync(GrantId? grant = null, string? cloudId = null, CancellationToken cancellationToken = default) =>
        new(Run("list records", false, () => List(grant, cloudId), cancellationToken));

    public ValueTask<IReadOnlyList<KeptWebhook>> FindByWebhookAsync(
        string site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<bool> TrySwapAsync(KeptWebhook successor, long? expectedVersion, CancellationToken cancellationToken = default) =>
        new(Run("write record", true, () => Swap(successor, expectedVersion), cancellationToken));

    public ValueTask<bool> TryRemoveAsync(KeptWebhook record, CancellationToken cancellationToken = default) =>
        new(Run("remove record", true, () => ResultOf(store.TryRemoveAsync(record)), cancellationToken));

    private IReadOnlyList<KeptWebhook> List(GrantId? grant, string? cloudId)
    {
        IReadOnlyList<KeptWebhook> records = ResultOf(store.ListAsync(grant, cloudId));
        if (off == HookSafeguard.RecordsAfterList && cloudId is not null)
        {
            IReadOnlyList<KeptWebhook> previous = _previous.GetValueOrDefault(cloudId, []);
            _previous[cloudId] = records;
            return previous;
        }

        return records;
    }

    private bool Swap(KeptWebhook successor, long? expectedVersion)
    {
        successor = off switch
        {
            HookSafeguard.RecordedAttempt => successor with { Attempts = [] },
            HookSafeguard.ObsoleteIds => successor with { ObsoleteIds = [] },
            HookSafeguard.AttemptTime => successor with { Attempts = [.. successor.Attempts.Select(static since => since - TimeSpan.FromHours(1))] },
            _ => successor,
        };
        if (off == HookSafeguard.CompareAndSwap)
        {
            expectedVersion = ResultOf(store.FindAsync(successor.Grant, successor.CloudId))?.Version;
        }

        bool isWritten = ResultOf(store.TrySwapAsync(successor, expectedVersion));
        world.Trace.Say(world.Now, node.Number, $"{(isWritten ? "" : "not ")}written: {successor.Grant} at {successor.CloudId[..4]}: {successor.WebhookId}, obsolete [{string.Join(' ', successor.ObsoleteIds)}], {successor.Attempts.Count} attempts, expires {successor.ExpiresAt}");
        judge.Observe();
        return isWritten;
    }

    private Task<T> Run<T>(string label, bool isWrite, Func<T> effect, CancellationToken cancellationToken)
    {
        StoreFault fault = chaos.DrawForStore(node, isWrite);
        Exchange<T> exchange = new(world, node, cancellationToken);
        TimeSpan back = DrawLatency();
        bool hasEffect = fault is StoreFault.None or StoreFault.AnswerLost || (fault == StoreFault.Hangs && world.Chance(0.5));
        exchange.Commit(DrawLatency(), label, () =>
        {
            T? result = hasEffect ? effect() : default;
            switch (fault)
            {
                case StoreFault.None:
                    exchange.Answer(back, "store responds", result!);
                    break;

                case StoreFault.Hangs:
                    world.Trace.Say(world.Now, node.Number, $"the store hangs on {label}");
                    break;

                default:
                    exchange.Fail(back, "store fails", new IOException("The simulated store failed."));
                    break;
            }
        });
        return exchange.Task;
    }

    private TimeSpan DrawLatency() => world.Between(TimeSpan.FromMilliseconds(0.5), TimeSpan.FromMilliseconds(20));

    // The underlying store completes synchronously.
    private static T ResultOf<T>(ValueTask<T> answer) => answer.AsTask().GetAwaiter().GetResult();
}

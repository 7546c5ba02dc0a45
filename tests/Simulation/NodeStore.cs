using Leeway.Grants;

namespace Leeway.Simulation;

/// <summary>The connection of one life of a node to the shared store, with the latency and faults of the seed.</summary>
internal sealed class NodeStore(World world, Node node, SharedStore store, Chaos chaos, Judge judge, Biases biases, Safeguard off)
    : IGrantStore
{
    private Grant? _seen;
    private long _seenAt = -1;
    private bool _readsPrevious;

    /// <summary>Called when the authorization server has rejected a token of this node.</summary>
    public void OnRefusal() => _readsPrevious |= off == Safeguard.SecondRead;

    public async ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        if (_readsPrevious && _seenAt >= 0)
        {
            _readsPrevious = off != Safeguard.RecheckAfterLease;
            return _seen;
        }

        (Grant? grant, long sequence) = await Run("read", false, () => (store.Current, store.Sequence), cancellationToken, See).ConfigureAwait(false);
        _ = sequence;
        return grant;
    }

    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        (Grant? written, _) = await Run(
            "write",
            true,
            () =>
            {
                // A node that does not read again after a rejection overwrites any state with the loss.
                bool isBlind = _readsPrevious && off == Safeguard.SecondRead && successor.Loss is not null;
                return store.TrySwap(node, successor, isBlind ? store.Current?.Version : expectedVersion)
                    ? (store.Current, store.Sequence)
                    : ((Grant?)null, 0L);
            },
            cancellationToken,
            written =>
            {
                if (written.Item1 is not null)
                {
                    See(written);
                }
            }).ConfigureAwait(false);
        return written is not null;
    }

    public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default) =>
        new(Run("remove", true, () => store.TryRemove(node, id, expectedVersion), cancellationToken));

    public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default) =>
        new(Run(
            "lease",
            true,
            () =>
            {
                if (store.TryLease(id, duration) is not { } lease)
                {
                    return null;
                }

                judge.Leased(node, store.Current);
                return (IAsyncDisposable?)new NodeLease(this, lease);
            },
            cancellationToken,
            lease => _readsPrevious |= lease is not null && off == Safeguard.RecheckAfterLease));

    public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default) =>
        new(Run("list", false, () => store.ListDue(due), cancellationToken));

    private void See((Grant? Grant, long Sequence) state)
    {
        if (state.Sequence < _seenAt)
        {
            return;
        }

        (_seen, _seenAt) = state;
        _readsPrevious = false;
        judge.Saw(node, _seen);
    }

    private Task<T> Run<T>(string label, bool isWrite, Func<T> effect, CancellationToken cancellationToken, Action<T>? learn = null)
    {
        StoreFault fault = chaos.DrawForStore(node, isWrite);
        Exchange<T> exchange = new(world, node, cancellationToken);
        TimeSpan back = DrawLatency();
        bool hasEffect = fault switch
        {
            StoreFault.None or StoreFault.AnswerLost => true,
            StoreFault.Hangs => world.Chance(0.5),
            _ => false,
        };
        exchange.Commit(DrawLatency() + chaos.DrawStoreDelay(node), label, () =>
        {
            T? result = hasEffect ? effect() : default;
            switch (fault)
            {
                case StoreFault.None:
                    exchange.Answer(back, "store responds", result!, learn);
                    break;

                case StoreFault.Hangs when cancellationToken.CanBeCanceled:
                    world.Trace.Say(world.Now, node.Number, $"the store hangs on {label}");
                    break;

                default:
                    TimeSpan wait = fault == StoreFault.Hangs ? TimeSpan.FromSeconds(10) : back;
                    exchange.Fail(wait, "store fails", new IOException("The simulated store failed."));
                    break;
            }
        });
        return exchange.Task;
    }

    private TimeSpan DrawLatency() => world.Between(TimeSpan.FromMilliseconds(0.5), biases.StoreLatency / 2);

    private sealed class NodeLease(NodeStore owner, IAsyncDisposable lease) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await owner.Run("release", true, Release, CancellationToken.None).ConfigureAwait(false);

        private bool Release()
        {
            lease.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
    }
}

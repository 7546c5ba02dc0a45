using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>Delivers events to the application in the background. The events of one grant are delivered in order.</summary>
internal sealed class GrantEventDelivery(
    IReadOnlyList<IGrantEvents> handlers,
    RuntimeEnvironment environment,
    GrantOptions options,
    GrantInstruments instruments,
    ILogger logger,
    CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private int _underWay;
    private TaskCompletionSource? _drained;

    /// <summary>Waits until the handlers have handled the events so far, for at most the time of one store operation.</summary>
    public async Task DrainAsync()
    {
        TaskCompletionSource drained;
        lock (_lock)
        {
            if (_underWay == 0)
            {
                return;
            }

            drained = _drained ??= new TaskCompletionSource(environment.PromiseOptions);
        }

        using CancellationTokenSource limit = new(options.StoreTimeout, environment.Time);
        using CancellationTokenRegistration registration = limit.Token.UnsafeRegister(
            static drained => ((TaskCompletionSource)drained!).TrySetResult(), drained);
        await drained.Task.ConfigureAwait(false);
    }

    /// <summary>Reports that a new pair was received.</summary>
    public void ReportRotation(GrantSlot slot, Grant former, Grant successor)
    {
        if (handlers.Count == 0)
        {
            return;
        }

        Raise(
            slot,
            new GrantRotated
            {
                Grant = slot.Id,
                At = successor.RotatedAt,
                AccessTokenExpiresAt = successor.AccessTokenExpiresAt,
                Scopes = successor.Scopes,
                LostScopes = [.. former.Scopes.Except(successor.Scopes, StringComparer.Ordinal)],
            });

        // Only one rotation, in one process, passes the mark.
        TimeSpan mark = options.AbsoluteLimit - options.AgeWarning;
        if (former.RotatedAt - former.FamilyStartedAt < mark && mark <= successor.RotatedAt - successor.FamilyStartedAt)
        {
            RaiseAgeing(slot, GrantAgeLimit.Absolute, successor.FamilyStartedAt + options.AbsoluteLimit);
        }
    }

    /// <summary>Reports that an open spend was found, or that a response was lost.</summary>
    public void ReportDoubt(GrantSlot slot, PendingSpend spend)
    {
        lock (slot.Lock)
        {
            if (slot.DoubtReported == spend.InDoubtSince)
            {
                return;
            }

            slot.DoubtReported = spend.InDoubtSince;
        }

        instruments.RecordDoubt();
        Raise(slot, new GrantDoubtBegan { Grant = slot.Id, At = environment.Now, Since = spend.InDoubtSince });
    }

    /// <summary>Reports that the grant is settled, which ends a doubt that was reported.</summary>
    public void ReportSettled(GrantSlot slot, GrantSnapshot snapshot)
    {
        DateTimeOffset since;
        lock (slot.Lock)
        {
            if (slot.DoubtReported is not { } reported || snapshot.Grant?.PendingSpend is not null && snapshot.Grant.Loss is null)
            {
                return;
            }

            since = reported;
            slot.DoubtReported = null;
        }

        if (snapshot.Grant is { Loss: null })
        {
            Raise(slot, new GrantDoubtResolved { Grant = slot.Id, At = environment.Now, Since = since });
        }
    }

    public void ReportLoss(GrantSlot slot, GrantLoss loss) => Raise(slot, new GrantLost { Grant = slot.Id, At = loss.At, Loss = loss });

    /// <summary>
    /// Reports that the application forgot the grant. The end of a reported doubt is not reported: it does not concern the next consent.
    /// </summary>
    public void ReportForgotten(GrantSlot slot)
    {
        lock (slot.Lock)
        {
            slot.DoubtReported = null;
        }

        Raise(slot, new GrantForgotten { Grant = slot.Id, At = environment.Now });
    }

    /// <summary>Reports that a grant that is not in use could not be refreshed and is near the inactivity limit.</summary>
    public void ReportIdle(GrantSlot slot, Grant grant)
    {
        if (handlers.Count == 0 || environment.Now - grant.RotatedAt < options.InactivityLimit - options.AgeWarning)
        {
            return;
        }

        lock (slot.Lock)
        {
            if (slot.IdleReported == grant.RotatedAt)
            {
                return;
            }

            slot.IdleReported = grant.RotatedAt;
        }

        RaiseAgeing(slot, GrantAgeLimit.Inactivity, grant.RotatedAt + options.InactivityLimit);
    }

    private void RaiseAgeing(GrantSlot slot, GrantAgeLimit limit, DateTimeOffset limitAt) =>
        Raise(slot, new GrantAgeing { Grant = slot.Id, At = environment.Now, Limit = limit, LimitAt = limitAt });

    private void Raise(GrantSlot slot, GrantEvent grantEvent)
    {
        if (handlers.Count == 0)
        {
            return;
        }

        lock (slot.Lock)
        {
            if (slot.Events is { } waiting)
            {
                waiting.Enqueue(grantEvent);
                return;
            }

            slot.Events = new Queue<GrantEvent>([grantEvent]);
            BeginDelivery();
        }

        // Completing a promise moves the work to another thread, so that the refresh does not wait for its handlers. (Not where promises
        // run inline.)
        TaskCompletionSource turn = new(environment.PromiseOptions);
        FireAndForget.Start(static state => state.Delivery.DeliverAsync(state.Slot, state.Turn), (Delivery: this, Slot: slot, Turn: turn.Task));
        turn.SetResult();
    }

    private async Task DeliverAsync(GrantSlot slot, Task turn)
    {
        await turn.ConfigureAwait(false);
        while (TakeNext(slot) is { } next)
        {
            foreach (IGrantEvents handler in handlers)
            {
                try
                {
                    await handler.HandleAsync(next, stopping).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    GrantLog.EventHandlerFailed(logger, slot.Id.Value, next.GetType().Name, exception);
                }
            }
        }

        EndDelivery();
    }

    /// <summary>Takes the next event of a grant. Without one, the delivery ends.</summary>
    private static GrantEvent? TakeNext(GrantSlot slot)
    {
        lock (slot.Lock)
        {
            if (!slot.Events!.TryDequeue(out GrantEvent? next))
            {
                slot.Events = null;
            }

            return next;
        }
    }

    private void BeginDelivery()
    {
        lock (_lock)
        {
            _underWay++;
        }
    }

    private void EndDelivery()
    {
        TaskCompletionSource? drained = null;
        lock (_lock)
        {
            if (--_underWay == 0)
            {
                (drained, _drained) = (_drained, null);
            }
        }

        drained?.TrySetResult();
    }
}

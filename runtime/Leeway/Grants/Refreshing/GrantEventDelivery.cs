using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>Brings events to the application, each grant's in order, beside the work that brings them about.</summary>
internal sealed class GrantEventDelivery(
    IReadOnlyList<IGrantEvents> handlers,
    GrantEnvironment environment,
    GrantOptions options,
    GrantInstruments instruments,
    ILogger logger)
{
    /// <summary>A pair was received in the place of another.</summary>
    public void Rotated(GrantSlot slot, Grant former, Grant successor)
    {
        if (handlers.Count == 0)
        {
            return;
        }

        Raise(
            slot,
            new GrantRotated(
                slot.Id,
                successor.RotatedAt,
                successor.AccessTokenExpiresAt,
                successor.Scopes,
                [.. former.Scopes.Except(successor.Scopes, StringComparer.Ordinal)]));

        // Of all rotations, in whatever process, one passes the mark.
        TimeSpan mark = options.AbsoluteLimit - options.AgeWarning;
        if (former.RotatedAt - former.FamilyStartedAt < mark && mark <= successor.RotatedAt - successor.FamilyStartedAt)
        {
            Raise(slot, new GrantAgeing(slot.Id, environment.Now, GrantAgeLimit.Absolute, successor.FamilyStartedAt + options.AbsoluteLimit));
        }
    }

    /// <summary>A spend was found open, or an answer was lost.</summary>
    public void InDoubt(GrantSlot slot, PendingSpend spend)
    {
        lock (slot.Lock)
        {
            if (slot.ToldDoubt == spend.InDoubtSince)
            {
                return;
            }

            slot.ToldDoubt = spend.InDoubtSince;
        }

        instruments.InDoubt();
        Raise(slot, new GrantDoubtBegan(slot.Id, environment.Now, spend.InDoubtSince));
    }

    /// <summary>The grant has come to rest: a doubt that was told is over.</summary>
    public void Settled(GrantSlot slot, GrantSnapshot snapshot)
    {
        DateTimeOffset since;
        lock (slot.Lock)
        {
            if (slot.ToldDoubt is not { } told || snapshot.Grant?.PendingSpend is not null && snapshot.Grant.Loss is null)
            {
                return;
            }

            since = told;
            slot.ToldDoubt = null;
        }

        if (snapshot.Grant is { Loss: null })
        {
            Raise(slot, new GrantDoubtResolved(slot.Id, environment.Now, since));
        }
    }

    public void Lost(GrantSlot slot, GrantLoss loss) => Raise(slot, new GrantLost(slot.Id, loss.At, loss));

    /// <summary>The application forgot the grant. A doubt that was reported has no end: the next consent knows nothing of it.</summary>
    public void Forgotten(GrantSlot slot)
    {
        lock (slot.Lock)
        {
            slot.ToldDoubt = null;
        }

        Raise(slot, new GrantForgotten(slot.Id, environment.Now));
    }

    /// <summary>A grant that nobody calls with could not be refreshed, and its time is running out.</summary>
    public void Idle(GrantSlot slot, Grant grant)
    {
        if (handlers.Count == 0 || environment.Now - grant.RotatedAt < options.InactivityLimit - options.AgeWarning)
        {
            return;
        }

        lock (slot.Lock)
        {
            if (slot.ToldIdle == grant.RotatedAt)
            {
                return;
            }

            slot.ToldIdle = grant.RotatedAt;
        }

        Raise(slot, new GrantAgeing(slot.Id, environment.Now, GrantAgeLimit.Inactivity, grant.RotatedAt + options.InactivityLimit));
    }

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
        }

        // A promise hands over to another thread where promises do; the refresh goes on without its handlers.
        TaskCompletionSource turn = new(environment.PromiseOptions);
        Unattended.Start(static state => state.Delivery.DeliverAsync(state.Slot, state.Turn), (Delivery: this, Slot: slot, Turn: turn.Task));
        turn.SetResult();
    }

    private async Task DeliverAsync(GrantSlot slot, Task turn)
    {
        await turn.ConfigureAwait(false);
        while (true)
        {
            GrantEvent? next;
            lock (slot.Lock)
            {
                if (!slot.Events!.TryDequeue(out next))
                {
                    slot.Events = null;
                    return;
                }
            }

            foreach (IGrantEvents handler in handlers)
            {
                try
                {
                    await handler.HandleAsync(next).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    GrantLog.EventHandlerFailed(logger, slot.Id.Value, next.GetType().Name, exception);
                }
            }
        }
    }
}

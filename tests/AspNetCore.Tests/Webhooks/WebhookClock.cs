using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>A clock that shows when code begins to wait, so that a test does not move it too early.</summary>
internal sealed class WebhookClock() : FakeTimeProvider(Deliveries.Now)
{
    private readonly Lock _lock = new();
    private readonly List<(TimeSpan Delay, TaskCompletionSource Created)> _waiting = [];

    /// <summary>Completes when a timer with a delay is created.</summary>
    public Task NextTimerAsync(TimeSpan delay)
    {
        TaskCompletionSource created = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((delay, created));
        }

        return created.Task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            foreach ((_, TaskCompletionSource created) in _waiting.Where(waiting => waiting.Delay == dueTime))
            {
                created.SetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Delay == dueTime);
        }

        return timer;
    }
}

namespace Leeway.Simulation;

/// <summary>
/// One input or output of a node. It has two stages: the effect, which happens whatever happens to the node, and the response, which only
/// the same life of the node receives.
/// </summary>
internal sealed class Exchange<T>
{
    // Continuations run inside the step that completes the task.
    private readonly TaskCompletionSource<T> _promise = new();
    private readonly World _world;
    private readonly Node _node;
    private readonly int _life;
    private readonly CancellationTokenRegistration _registration;

    public Exchange(World world, Node node, CancellationToken cancellationToken)
    {
        world.AssertOnPump();
        _world = world;
        _node = node;
        _life = node.Life;
        _registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), _promise);
    }

    public Task<T> Task => _promise.Task;

    /// <summary>Whether the node has stopped waiting.</summary>
    public bool IsGivenUp => _promise.Task.IsCompleted || _node.Life != _life;

    /// <summary>Schedules the effect.</summary>
    public void Commit(TimeSpan after, string label, Action effect) => _world.Schedule(after, null, label, effect);

    /// <summary>Schedules an action in the time of the node, unless the node has stopped waiting.</summary>
    public void Continue(TimeSpan after, string label, Action action) =>
        _world.ScheduleAt(_world.Now + after.Ticks, _node, _life, label, () =>
        {
            if (!_promise.Task.IsCompleted)
            {
                action();
            }
        });

    /// <summary>Schedules the response to the node, and an action that records what the node learns.</summary>
    public void Answer(TimeSpan after, string label, T answer, Action<T>? learn = null) =>
        _world.ScheduleAt(_world.Now + after.Ticks, _node, _life, label, () =>
        {
            if (!_promise.Task.IsCompleted)
            {
                learn?.Invoke(answer);
                _registration.Unregister();
                _promise.TrySetResult(answer);
            }
        });

    /// <summary>Schedules an error for the node, and an action that records what the node learns.</summary>
    public void Fail(TimeSpan after, string label, Exception exception, Action? learn = null) =>
        _world.ScheduleAt(_world.Now + after.Ticks, _node, _life, label, () =>
        {
            if (!_promise.Task.IsCompleted)
            {
                learn?.Invoke();
            }

            _registration.Unregister();
            _promise.TrySetException(exception);
        });
}

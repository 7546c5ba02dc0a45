namespace Leeway.Simulation;

/// <summary>
/// One input or output of a node. It passes two gates: before its effect, which happens whatever becomes of the node, and
/// before its answer, which only the same life of the node hears.
/// </summary>
internal sealed class Exchange<T>
{
    // Continuations run inside the step that keeps the promise.
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

    /// <summary>Lets the effect happen after a while.</summary>
    public void Commit(TimeSpan after, string label, Action effect) => _world.Schedule(after, null, label, effect);

    /// <summary>Goes on after a while of the node's own time, unless the node has stopped waiting.</summary>
    public void Continue(TimeSpan after, string label, Action action) =>
        _world.ScheduleAt(_world.Now + after.Ticks, _node, _life, label, () =>
        {
            if (!_promise.Task.IsCompleted)
            {
                action();
            }
        });

    /// <summary>Lets the node have its answer after a while, and notes what it learns.</summary>
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

    /// <summary>Lets the node have an error after a while, and notes what it learns.</summary>
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

namespace Leeway.Runtime.Tests.Calls;

/// <summary>A body that never arrives.</summary>
internal sealed class HangingStream : ReadOnlyStream
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();

        // Continues where the token is cancelled. Task.Delay continues on another thread, while virtual time advances.
        TaskCompletionSource<int> never = new();
        await using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (never, token) => ((TaskCompletionSource<int>)never!).TrySetCanceled(token), never);
        return await never.Task;
    }
}

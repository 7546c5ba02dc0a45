using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>Records events.</summary>
internal sealed class EventRecorder : IGrantEvents
{
    public List<GrantEvent> Events { get; } = [];

    public IEnumerable<string> Names => Events.Select(static e => e.GetType().Name);

    /// <summary>What the handler does in addition.</summary>
    public Func<GrantEvent, CancellationToken, ValueTask>? Act { get; set; }

    public ValueTask HandleAsync(GrantEvent grantEvent, CancellationToken cancellationToken)
    {
        Events.Add(grantEvent);
        return Act?.Invoke(grantEvent, cancellationToken) ?? ValueTask.CompletedTask;
    }
}

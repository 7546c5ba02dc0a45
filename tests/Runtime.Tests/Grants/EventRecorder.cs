using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>Keeps the events it is told of.</summary>
internal sealed class EventRecorder : IGrantEvents
{
    public List<GrantEvent> Events { get; } = [];

    public IEnumerable<string> Names => Events.Select(static e => e.GetType().Name);

    /// <summary>What a handler does beside keeping.</summary>
    public Func<GrantEvent, ValueTask>? Act { get; set; }

    public ValueTask HandleAsync(GrantEvent grantEvent)
    {
        Events.Add(grantEvent);
        return Act?.Invoke(grantEvent) ?? ValueTask.CompletedTask;
    }
}

namespace Leeway.Cli.Specs.Comparison;

/// <summary>Collects the changes of one subject, each at the severity that its use gives it.</summary>
/// <param name="subject">What the changes are told of.</param>
/// <param name="directions">Who writes the values in question.</param>
/// <param name="usedBy">The operations that reach the subject, where it is a schema.</param>
/// <param name="changes">Where the changes go.</param>
internal sealed class ChangeLog(ChangeSubject subject, Directions directions, IReadOnlyList<string> usedBy, List<SpecChange> changes)
{
    private readonly int _before = changes.Count;

    /// <summary>Whether nothing has been told of the subject yet.</summary>
    public bool IsEmpty => changes.Count == _before;

    public bool IsRequest => directions.HasFlag(Directions.Request);

    /// <summary>The same log for a part of the subject that goes one way.</summary>
    public ChangeLog For(Directions direction) => new(subject, direction, usedBy, changes);

    public void Add(ChangeSeverity severity, ChangeKind kind, string place, string? was = null, string? now = null)
    {
        Add(kind, place, severity, severity, was, now);
    }

    /// <param name="request">The severity where the caller writes the value.</param>
    /// <param name="response">The severity where the server does.</param>
    public void Add(ChangeKind kind, string place, ChangeSeverity request, ChangeSeverity response, string? was = null, string? now = null)
    {
        ChangeSeverity severity = directions switch
        {
            Directions.Request => request,
            Directions.Response => response,

            // What no operation uses breaks nobody.
            Directions.None => (ChangeSeverity)Math.Min((int)ChangeSeverity.Attention, Math.Max((int)request, (int)response)),
            _ => (ChangeSeverity)Math.Max((int)request, (int)response),
        };
        changes.Add(new SpecChange(severity, kind, subject, place, was, now, usedBy));
    }
}

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>Collects the changes of one subject and sets the severity of each from how the subject is used.</summary>
/// <param name="subject">The subject of the changes.</param>
/// <param name="directions">Who writes the values that changed.</param>
/// <param name="usedBy">For a schema, the operations that use it, directly or through other schemas.</param>
/// <param name="changes">The list to add the changes to.</param>
internal sealed class ChangeLog(ChangeSubject subject, Directions directions, IReadOnlyList<string> usedBy, List<SpecChange> changes)
{
    private readonly int _before = changes.Count;

    /// <summary>Whether no change of the subject has been added yet.</summary>
    public bool IsEmpty => changes.Count == _before;

    public bool IsRequest => directions.HasFlag(Directions.Request);

    /// <summary>Returns a log for the part of the subject that is only sent or only received.</summary>
    public ChangeLog For(Directions direction) => new(subject, direction, usedBy, changes);

    public void Add(ChangeSeverity severity, ChangeKind kind, string place, string? was = null, string? now = null)
    {
        Add(kind, place, severity, severity, was, now);
    }

    /// <param name="request">The severity if the caller writes the value.</param>
    /// <param name="response">The severity if the server writes the value.</param>
    public void Add(ChangeKind kind, string place, ChangeSeverity request, ChangeSeverity response, string? was = null, string? now = null)
    {
        ChangeSeverity severity = directions switch
        {
            Directions.Request => request,
            Directions.Response => response,

            // A change of a schema that no operation uses breaks no caller.
            Directions.None => (ChangeSeverity)Math.Min((int)ChangeSeverity.Attention, Math.Max((int)request, (int)response)),
            _ => (ChangeSeverity)Math.Max((int)request, (int)response),
        };
        changes.Add(new SpecChange(severity, kind, subject, place, was, now, usedBy));
    }
}

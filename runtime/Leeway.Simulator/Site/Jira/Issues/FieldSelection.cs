namespace Leeway.Simulator.Site.Jira;

/// <summary>The fields that a call asks for: ids, <c>*all</c>, <c>*navigable</c>, and ids to leave out, such as <c>-comment</c>.</summary>
internal sealed class FieldSelection
{
    private readonly HashSet<string> _ids;
    private readonly bool _isAll;
    private readonly bool _isNavigable;

    /// <param name="names">The names that the call lists.</param>
    /// <param name="defaultName">What to return if the call lists none: <c>*all</c>, or <c>id</c> for no fields.</param>
    public FieldSelection(IReadOnlyCollection<string> names, string defaultName)
    {
        _ids = new(names.Count == 0 ? [defaultName] : names, StringComparer.Ordinal);
        bool isOnlyExclusion = names.Count > 0 && names.All(static name => name.StartsWith('-'));
        _isAll = _ids.Contains("*all") || (isOnlyExclusion && defaultName == "*all");
        _isNavigable = _ids.Contains("*navigable") || (isOnlyExclusion && !_isAll);
    }

    /// <summary>Whether no fields are returned at all, only the ids of issues.</summary>
    public bool IsEmpty => _ids.Count == 1 && _ids.Contains("id");

    public bool Includes(JiraField field) =>
        !_ids.Contains($"-{field.Id}")
        && (_isAll || (_isNavigable && field.Id is not (FieldIds.Comment or FieldIds.Worklog or FieldIds.Attachment)) || _ids.Contains(field.Id));
}

using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>What the Jira of a site holds.</summary>
internal sealed class JiraState
{
    private readonly IdSequence _issueIds = new(20000);

    public List<JiraProject> Projects { get; } = [];

    public List<JiraIssue> Issues { get; } = [];

    public List<JiraField> Fields { get; } = [];

    public List<JiraStatus> Statuses { get; } = [];

    public List<JiraPriority> Priorities { get; } = [];

    public List<JiraIssueType> IssueTypes { get; } = [];

    public List<JiraResolution> Resolutions { get; } = [];

    public List<JiraLinkType> LinkTypes { get; } = [];

    public List<JiraLink> Links { get; } = [];

    public List<SimulatedAttachment> Attachments { get; } = [];

    public List<Account> Users { get; } = [];

    /// <summary>The users without permissions.</summary>
    public HashSet<Account> Guests { get; } = [];

    public List<string> Groups { get; } = ["jira-users", "jira-administrators"];

    /// <summary>What happened since the events were taken.</summary>
    public List<JiraEvent> Events { get; } = [];

    public IdSequence ProjectIds { get; } = new(10000);

    public IdSequence AttachmentIds { get; } = new(30000);

    public IdSequence CommentIds { get; } = new(40000);

    public IdSequence WorklogIds { get; } = new(50000);

    public IdSequence HistoryIds { get; } = new(60000);

    public IdSequence LinkIds { get; } = new(70000);

    public IdSequence ComponentIds { get; } = new(80000);

    public IdSequence VersionIds { get; } = new(90000);

    public IdSequence OptionIds { get; } = new(10100);

    public IdSequence LinkTypeIds { get; } = new(10100);

    public IdSequence FieldNumbers { get; } = new(10010);

    public JiraProject? FindProject(string? idOrKey) => Projects.Find(project =>
        project.Id == idOrKey || project.Key.Equals(idOrKey, StringComparison.OrdinalIgnoreCase));

    public JiraIssue? FindIssue(string? idOrKey) => Issues.Find(issue =>
        issue.Id == idOrKey || issue.Key.Equals(idOrKey, StringComparison.OrdinalIgnoreCase));

    public JiraField? FindField(string? id) => Fields.Find(field => field.Id == id);

    public JiraField GetField(string id) => FindField(id) ?? throw new InvalidOperationException($"There is no field '{id}'.");

    public Account? FindUser(string? accountId) => Users.Find(user => user.AccountId == accountId);

    /// <summary>Adds an issue without field values.</summary>
    public JiraIssue AddIssue(JiraProject project, JiraIssueType type, Account? creator, DateTimeOffset now)
    {
        JiraIssue issue = new(_issueIds.Next(), creator, now)
        {
            Key = NextKey(project),
            Project = project,
            Type = type,
            Status = Statuses[0],
        };
        Issues.Add(issue);
        return issue;
    }

    /// <summary>Returns the next key of a project.</summary>
    public static string NextKey(JiraProject project) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{project.Key}-{++project.IssuesCreated}");

    /// <summary>Removes an issue and its subtasks, and the links to them.</summary>
    public void RemoveIssue(JiraIssue issue, Account? author, DateTimeOffset now, bool isSecondary = false)
    {
        Events.Add(new JiraEvent(WebhookEventNames.IssueDeleted, issue, author, now) { IsSecondary = isSecondary });
        foreach (JiraIssue subtask in Issues.FindAll(candidate => candidate.ParentId == issue.Id && candidate.Type.HierarchyLevel < 0))
        {
            RemoveIssue(subtask, author, now, isSecondary: true);
        }

        Links.RemoveAll(link => link.Has(issue));
        Attachments.RemoveAll(issue.Attachments.Contains);
        Issues.Remove(issue);
    }
}
